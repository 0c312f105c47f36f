import type { RecordedValue } from '../protocol';

/** The digest of a value; null where there is none to compare. */
export function digestOf(value: RecordedValue | null): number | null {
  return value !== null && 'digest' in value ? value.digest : null;
}

/** What the digests of a sent and a received value say; `unknown` where one of them has none. */
export function compareDigests(
  sent: RecordedValue | null,
  got: RecordedValue | null,
): 'same' | 'different' | 'unknown' {
  const [one, other] = [digestOf(sent), digestOf(got)];
  if (one === null || other === null) return 'unknown';
  return one === other ? 'same' : 'different';
}
