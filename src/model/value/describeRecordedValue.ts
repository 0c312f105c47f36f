import type { AbsentValue, RecordedValue } from '../../protocol';
import { decodeValue } from './decodeValue';
import { describeValue } from './describeValue';

/** Why there is no value, in a few words; the views have the sentences. */
const ABSENT_WORDS: Record<AbsentValue['absent'], string> = {
  'posted-here': 'see where it was posted',
  paused: 'recording was paused',
  dropped: 'dropped to stay within the cap',
  untrusted: 'untrusted event, not read',
};

/**
 * One line about a message's value, or in parentheses why there is none.
 * @param value null: neither half of the message has told.
 */
export function describeRecordedValue(value: RecordedValue | null, maxLength?: number): string {
  if (value === null) return '(not seen)';
  return 'absent' in value ? `(${ABSENT_WORDS[value.absent]})` : describeValue(decodeValue(value.text), maxLength);
}
