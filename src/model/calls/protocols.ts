import type { Reading } from './call';
import type { Fields } from './readFields';

/**
 * Protocols by which pages call each other, and how each is told from its fields. A field is the JSON text of its encoded
 * value. null: the value is none of it.
 */
export type ProtocolReader = (fields: Fields) => Reading | null;

const COMLINK_REQUESTS = ['"GET"', '"SET"', '"APPLY"', '"CONSTRUCT"', '"ENDPOINT"', '"RELEASE"'];
const ID_NAMES = ['id', 'requestId', 'callId'];
const COMLINK_ANSWERS = ['"RAW"', '"HANDLER"'];

/** In this order; the last one takes whatever has an id. */
export const PROTOCOLS: readonly ProtocolReader[] = [
  // jsonrpc.org/specification: a request without an id is a notification, which nobody answers.
  (fields) => {
    const id = idOf(fields, 'id');
    if (fields.get('jsonrpc') !== '"2.0"') return null;
    if (id === null) return NO_CALL;
    const role = fields.has('method') ? 'request' : 'answer';
    return { protocol: 'JSON-RPC', role, id, method: textOf(fields.get('method')) };
  },
  // GoogleChromeLabs/comlink, src/protocol.ts and requestResponseMessage in src/comlink.ts
  (fields) => {
    const id = idOf(fields, 'id');
    const type = fields.get('type') ?? '';
    if (id === null || !id.startsWith('"')) return null;
    if (COMLINK_REQUESTS.includes(type)) {
      return { protocol: 'Comlink', role: 'request', id, method: pathOf(fields.get('path')) ?? textOf(type) };
    }
    const isAnswer = COMLINK_ANSWERS.includes(type) && fields.has('value');
    return isAnswer ? { protocol: 'Comlink', role: 'answer', id, method: null } : null;
  },
  // Aaronius/penpal until version 6, src/types.ts
  (fields) => {
    const word = fields.get('penpal');
    if (word === undefined) return null;
    const id = idOf(fields, 'id');
    if (id === null || (word !== '"call"' && word !== '"reply"')) return NO_CALL;
    const role = word === '"call"' ? 'request' : 'answer';
    return { protocol: 'penpal', role, id, method: textOf(fields.get('methodName')) };
  },
  // Aaronius/penpal from version 7 on, src/types.ts
  (fields) => {
    if (fields.get('namespace') !== '"penpal"') return null;
    const type = fields.get('type');
    const id = idOf(fields, type === '"CALL"' ? 'id' : 'callId');
    if (id === null || (type !== '"CALL"' && type !== '"REPLY"')) return NO_CALL;
    const role = type === '"CALL"' ? 'request' : 'answer';
    return { protocol: 'penpal', role, id, method: pathOf(fields.get('methodPath')) };
  },
  (fields) => {
    for (const name of ID_NAMES) {
      const id = idOf(fields, name);
      if (id === null) continue;
      const method = textOf(fields.get('method') ?? fields.get('type'));
      // Most are called just `id`: that needs no name before it.
      return { protocol: 'by id', role: 'either', id: name === 'id' ? id : `${name} ${id}`, method };
    }
    return null;
  },
];

/** It is of that protocol, and neither a request nor an answer. */
export const NO_CALL: Reading = { protocol: 'by id', role: 'either', id: '', method: null };

/** Every field that a protocol asks for. */
export const WANTED: ReadonlySet<string> = new Set(
  'id requestId callId jsonrpc method type path value penpal methodName namespace methodPath'.split(' '),
);

/** A text or number; null for all else. */
function idOf(fields: Fields, name: string): string | null {
  const text = fields.get(name);
  return text !== undefined && /^["\d-]/.test(text) ? text : null;
}

/** The text that a field holds, without quotes; null: it holds something else, or too much. */
function textOf(text: string | undefined): string | null {
  if (text === undefined || !text.startsWith('"') || !text.endsWith('"') || text.length < 2) return null;
  return text.slice(1, -1);
}

/** `["list","store","save"]` as `store.save`; null: none. */
function pathOf(text: string | undefined): string | null {
  if (text?.startsWith('["list",') !== true) return null;
  const names = [...text.matchAll(/"([^"\\]+)"/g)].slice(1).map(([, name]) => name);
  return names.length === 0 ? null : names.join('.');
}
