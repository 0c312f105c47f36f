import { PROTOCOL_VERSION } from './version';
import type { AgentRecord, RealmId } from './records';
import { isRecord } from './recordGuards';

/** What crosses from agent to panel: records of one realm, numbered from 1, acknowledged by number. */
export type Batch = {
  realm: RealmId;
  n: number;
  /** The lowest number the agent still held when it sent this: everything before was acknowledged. */
  oldest: number;
  records: AgentRecord[];
  /** Records of a kind this version does not know: skipped, and counted. */
  unknown: number;
};

/** Why a text is not a batch, in words for the person who reads the panel. */
export type Refused = { refused: string };

/** Texts longer than this are refused unread (UTF-16 units). The agent flushes long before. */
export const MAX_BATCH_TEXT = 64 * 1024 * 1024;

/** Longest realm id that is accepted. */
const MAX_ID = 64;

/**
 * Reads the text of a batch. It comes from the page, so it may be forged: every field is checked for shape and bounds.
 * One malformed record refuses the whole batch, since what stood beside it cannot be trusted either.
 * @param text as it came over the wire.
 * @returns the batch, or why it was refused. Never throws.
 */
export function readBatch(text: unknown): Batch | Refused {
  if (typeof text !== 'string') return { refused: 'not a text' };
  if (text.length > MAX_BATCH_TEXT) return { refused: `longer than ${MAX_BATCH_TEXT} characters` };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { refused: 'not JSON' };
  }
  if (typeof parsed !== 'object' || parsed === null) return { refused: 'not a batch' };
  const { version, realm, n, oldest, records } = parsed as Record<string, unknown>;
  if (version !== PROTOCOL_VERSION)
    return { refused: `version ${String(version)}, but this panel reads ${PROTOCOL_VERSION}` };
  if (typeof realm !== 'string' || realm.length === 0 || realm.length > MAX_ID) return { refused: 'no realm' };
  if (!isNumber(n) || !isNumber(oldest) || oldest > n) return { refused: 'no number' };
  if (!Array.isArray(records)) return { refused: 'no records' };
  const known: AgentRecord[] = [];
  let unknown = 0;
  for (const record of records) {
    const verdict = isRecord(record);
    if (verdict === 'malformed') return { refused: `a malformed ${describeKind(record)} record` };
    if (verdict === 'unknown') unknown += 1;
    else known.push(record as AgentRecord);
  }
  return { realm, n, oldest, records: known, unknown };
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function describeKind(record: unknown): string {
  const kind = (record as { kind?: unknown } | null)?.kind;
  return typeof kind === 'string' ? kind.slice(0, 40) : 'unnamed';
}
