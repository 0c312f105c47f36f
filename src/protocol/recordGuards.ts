import type { AgentRecord, RecordKind } from './records';

type Check = (value: unknown) => boolean;
/** One check for every field of a record kind; `kind` itself chose the row. */
type Shape<R> = { [Field in Exclude<keyof R, 'kind'>]: Check };

const LONGEST_TEXT = 1_000_000;

const text: Check = (value) => typeof value === 'string' && value.length <= LONGEST_TEXT;
const flag: Check = (value) => typeof value === 'boolean';
const time: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const id: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 1;
const oneOf =
  (...words: string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const fields =
  (shape: { [field: string]: Check }): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(shape).every(([field, check]) => check((value as { [field: string]: unknown })[field]));
const either =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

const is = (word: string): Check => oneOf(word);
const via = either(
  fields({ type: is('port'), handle: id }),
  fields({ type: is('worker'), worker: id }),
  fields({ type: is('service-worker'), worker: id }),
  fields({ type: is('broadcast'), broadcast: id }),
  fields({ type: is('window') }),
  fields({ type: is('to-window'), realm: text, call: id, place: orNull(text), targetOrigin: orNull(text) }),
);
const windowArrival = orNull(fields({ origin: text, source: orNull(text), event: id, calls: count }));
const value = either(
  // A value's text may be as long as the user's budget allows; the batch as a whole is bounded.
  fields({ text: (it) => typeof it === 'string', size: count, digest: orNull(count) }),
  fields({ absent: oneOf('posted-here', 'paused', 'dropped', 'untrusted') }),
);
const transferred = either(
  fields({ type: is('port'), handle: id }),
  fields({ type: is('buffer'), bytes: count }),
  fields({ type: is('other'), name: text }),
);
const pair: Check = (it) => Array.isArray(it) && it.length === 2 && it.every(id) && it[0] !== it[1];

const movedPort: Check = (it) => Array.isArray(it) && it.length === 2 && id(it[0]) && orNull(id)(it[1]);

const SHAPES: { [Kind in RecordKind]: Shape<Extract<AgentRecord, { kind: Kind }>> } = {
  'realm-started': {
    at: time,
    url: text,
    origin: text,
    path: orNull(text),
    timeOrigin: time,
    attach: oneOf('first', 'late'),
    altered: listOf(text),
    canSweep: flag,
  },
  'realm-ended': { at: time, persisted: flag },
  'realm-resumed': { at: time },
  'channel-created': { at: time, handles: pair },
  'port-met': { at: time, handle: id },
  'worker-created': { at: time, worker: id, url: orNull(text), late: flag },
  'worker-terminated': { at: time, worker: id },
  'shared-worker-created': { at: time, url: orNull(text), name: orNull(text), handle: id },
  'service-worker-met': { at: time, worker: id, url: text },
  'broadcast-opened': { at: time, broadcast: id, name: text, late: flag },
  'broadcast-closed': { at: time, broadcast: id },
  cloned: { at: time, ports: listOf(movedPort) },
  posted: { at: time, via, transfer: orNull(listOf(transferred)), value, stack: orNull(id) },
  'post-failed': {
    at: time,
    via,
    error: fields({ name: text, message: text }),
    valueType: text,
    stack: orNull(id),
  },
  'window-called': { at: time, call: id, stack: orNull(id) },
  delivered: { at: time, via, window: windowArrival, ports: listOf(id), value },
  messageerror: { at: time, via, window: windowArrival },
  read: { at: time, event: id, fields: listOf(oneOf('data', 'origin', 'source')) },
  listening: {
    at: time,
    via,
    how: oneOf('onmessage', 'addEventListener', 'when'),
    listener: id,
    stack: orNull(id),
  },
  unlistened: { at: time, via, how: oneOf('onmessage', 'addEventListener'), listener: id },
  stack: { at: time, stack: id, text: orNull(text) },
  started: { at: time, handle: id, how: oneOf('onmessage', 'start') },
  closed: { at: time, handle: id },
  collected: { at: time, handle: id },
  swept: { at: time, first: count, last: count, left: listOf(id), isLast: flag },
  recording: { at: time, on: flag },
  alive: { at: time },
  gap: { at: time, records: count, values: count, bytes: count },
  'agent-fault': { at: time, where: text, message: text },
};

/**
 * Judges one record that came from the page.
 * @returns `ok`, `unknown` for a kind a later version may know, or `malformed`.
 */
export function isRecord(record: unknown): 'ok' | 'unknown' | 'malformed' {
  if (typeof record !== 'object' || record === null) return 'malformed';
  const kind = (record as { kind?: unknown }).kind;
  if (typeof kind !== 'string') return 'malformed';
  if (!Object.hasOwn(SHAPES, kind)) return 'unknown';
  return fields(SHAPES[kind as RecordKind])(record) ? 'ok' : 'malformed';
}
