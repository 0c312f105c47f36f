import { PROTOCOL_VERSION } from './version';
import type { AgentRecord, RealmId } from './records';
import { isRecord } from './recordGuards';

/** Whose batch, and its place: numbered from 1. */
export type BatchHeader = {
  realm: RealmId;
  n: number;
  /** The lowest number the agent still held when it sent this: everything before was acknowledged. */
  oldest: number;
};

/** What crosses from agent to panel: records of one realm, acknowledged by number. */
export type Batch = BatchHeader & {
  records: AgentRecord[];
  /** Records of a kind this version does not know: skipped, and counted. */
  unknown: number;
};

/**
 * Why a text is not a batch, in words for the person who reads the panel.
 * header: set where at least that could be read, so that its number can be acknowledged and the next one taken.
 */
export type Refused = { refused: string; header: BatchHeader | null };

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
  if (typeof text !== 'string') return refuse('not a text');
  if (text.length > MAX_BATCH_TEXT) return refuse(`longer than ${MAX_BATCH_TEXT} characters`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refuse('not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null) return refuse('not a batch');
  const { version, realm, n, oldest, records } = parsed as Record<string, unknown>;
  if (version !== PROTOCOL_VERSION)
    return refuse(`version ${String(version)}, but this panel reads ${PROTOCOL_VERSION}`);
  if (typeof realm !== 'string' || realm.length === 0 || realm.length > MAX_ID) return refuse('no realm');
  if (!isNumber(n) || !isNumber(oldest) || oldest > n) return refuse('no number');
  const header: BatchHeader = { realm, n, oldest };
  if (!Array.isArray(records)) return refuse('no records', header);
  const known: AgentRecord[] = [];
  let unknown = 0;
  for (const record of records) {
    const verdict = isRecord(record);
    if (verdict === 'malformed') return refuse(`a malformed ${describeKind(record)} record`, header);
    if (verdict === 'unknown') unknown += 1;
    else known.push(record as AgentRecord);
  }
  return { ...header, records: known, unknown };
}

function refuse(refused: string, header: BatchHeader | null = null): Refused {
  return { refused, header };
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function describeKind(record: unknown): string {
  const kind = (record as { kind?: unknown } | null)?.kind;
  return typeof kind === 'string' ? kind.slice(0, 40) : 'unnamed';
}
