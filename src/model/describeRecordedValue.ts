import type { RecordedValue } from '../protocol';

/** A recorded value in one line of at most `maxLength` characters; why there is none, where there is none. */
export function describeRecordedValue(value: RecordedValue | null, maxLength: number): string {
  if (value === null) return '';
  if ('absent' in value) return `(${explainAbsence(value.absent)})`;
  return value.text.slice(0, maxLength);
}

function explainAbsence(absent: 'posted-here' | 'paused' | 'dropped' | 'untrusted'): string {
  switch (absent) {
    case 'posted-here':
      return 'value not recorded: it was posted before recording began';
    case 'paused':
      return 'value not recorded: recording was paused';
    case 'dropped':
      return 'value dropped: the page sent faster than DevTools could take it';
    case 'untrusted':
      return 'value not read: the page dispatched this event itself';
  }
}
