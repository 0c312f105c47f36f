import type { ValueCut } from './valueNode';

/** A string as far as it was carried, and the length of the whole. */
export type ReadString = { text: string; length: number };

/** A number of things. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Reads an EncodedString; null if it is none. */
export function readString(form: unknown): ReadString | null {
  if (typeof form === 'string') return { text: form, length: form.length };
  if (!Array.isArray(form) || form[0] !== 'string') return null;
  const [, text, length] = form as unknown[];
  return typeof text === 'string' && isCount(length) && length >= text.length ? { text, length } : null;
}

/** What a string's reading says is missing. */
export function stringCut({ text, length }: ReadString): ValueCut | null {
  return length > text.length ? { why: 'string', count: length - text.length } : null;
}

/** Reads an EncodedCut; null if it is none. */
export function readCut(form: unknown): ValueCut | null {
  if (!Array.isArray(form) || form[0] !== 'cut') return null;
  const [, why, count] = form as unknown[];
  return (why === 'nodes' || why === 'depth' || why === 'text') && isCount(count) ? { why, count } : null;
}

/** Takes the cut, if there is one, off the end of a form's members. */
export function splitCut(members: readonly unknown[]): { members: readonly unknown[]; cut: ValueCut | null } {
  const cut = readCut(members.at(-1));
  return { members: cut === null ? members : members.slice(0, -1), cut };
}

/** Whether a text is base64 (RFC 4648, section 4). */
export function isBase64(text: unknown): text is string {
  return typeof text === 'string' && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/** How many bytes a base64 text holds. */
export function countBytes(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

/** The bytes of a base64 text. */
export function readBytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
}
