import { escapeText, quoteText } from './quoteText';
import type { ValueChild, ValueNode } from './valueNode';

/** Longest line given where the caller sets none. */
const DEFAULT_LENGTH = 200;

/**
 * One line about a value, as a browser's console writes it: `{type: 'pulse', n: 1}`, `(3) [1, 2, 3]`,
 * `Map(2) {'a' => 1, …}`, `ArrayBuffer(1024) (transferred)`. What is left out, here or by the encoder, shows as `…`.
 * @param maxLength UTF-16 units of the result at most.
 */
export function describeValue(node: ValueNode, maxLength = DEFAULT_LENGTH): string {
  return shorten(describe(node, maxLength, true), maxLength);
}

/** Only the outermost value shows its entries. */
function describe(node: ValueNode, room: number, isOutermost: boolean): string {
  switch (node.kind) {
    case 'undefined':
    case 'null':
      return node.kind;
    case 'boolean':
      return String(node.value);
    case 'number':
      return Object.is(node.value, -0) ? '-0' : String(node.value);
    case 'bigint':
      return `${shorten(node.text, room)}${more(node)}n`;
    case 'string':
      return quoteText(shorten(node.text + more(node), room));
    case 'date':
      return describeDate(node.time);
    case 'regexp':
      return `/${escapeText(shorten(node.source, room))}${more(node)}/${node.flags}`;
    case 'error':
      return escapeText(`${node.typeName}${node.message ? `: ${shorten(node.message, room)}` : ''}`);
    case 'boxed':
      return `${node.typeName} {${describe(node.primitive, room, false)}}`;
    case 'buffer':
    case 'shared-buffer':
      return `${node.typeName}(${node.byteLength})`;
    case 'transferred':
      return `${escapeText(node.typeName)}${node.byteLength === null ? '' : `(${node.byteLength})`} (transferred)`;
    case 'accessor':
      return '(…)';
    case 'unreadable':
      return `(unreadable: ${escapeText(shorten(node.reason, room))})`;
    case 'ref':
      return `→ #${node.target}`;
    case 'invalid':
      return `(invalid: ${escapeText(node.reason)})`;
    case 'object':
      if (!isOutermost) return node.childCount === 0 && node.cut === null ? '{}' : '{…}';
      return `{${describeChildren(node, room, describeProperty)}}`;
    case 'array':
      if (!isOutermost) return `Array(${node.length})`;
      return `${node.length > 1 ? `(${node.length}) ` : ''}[${describeElements(node, room)}]`;
    case 'map':
    case 'set':
      if (!isOutermost) return `${node.typeName}(${node.size})`;
      return `${node.typeName}(${node.size}) {${describeChildren(node, room, describeEntry)}}`;
    case 'view': {
      if (node.length === null) return `${node.typeName} (transferred)`;
      const head = `${node.typeName}(${node.length})`;
      return isOutermost && node.typeName !== 'DataView' ? `${head} [${describeElements(node, room)}]` : head;
    }
    case 'platform': {
      const name = escapeText(node.typeName);
      if (!isOutermost || (node.childCount === 0 && node.cut === null)) return name;
      return `${name} {${describeChildren(node, room, describeProperty)}}`;
    }
  }
}

function describeDate(time: number | null): string {
  const date = new Date(time ?? NaN);
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString();
}

/** Children one after the other, as long as there is room. */
function describeChildren(
  node: ValueNode,
  room: number,
  describeChild: (child: ValueChild, room: number) => string,
): string {
  let text = '';
  for (let place = 0; place < node.childCount; place++) {
    const [child] = node.children(place, place + 1);
    if (child === undefined || child.role === 'detail') break;
    if (text.length >= room) return `${text}, …`;
    text += (place === 0 ? '' : ', ') + describeChild(child, room - text.length);
  }
  if (node.cut === null) return text;
  return text === '' ? '…' : `${text}, …`;
}

/** The children of an array or typed array, and between them the holes. */
function describeElements(node: ValueNode & { length: number | null }, room: number): string {
  let next = 0;
  let shown = 0;
  const text = describeChildren(node, room, (child, left) => {
    shown++;
    if (child.role !== 'index') return describeProperty(child, left);
    const holes = Number(child.key) - next;
    next += holes + 1;
    return (holes > 0 ? `${describeHoles(holes)}, ` : '') + describe(child.node, left, false);
  });
  const holesAtEnd = node.kind === 'array' && node.cut === null && shown === node.childCount ? node.length - next : 0;
  if (holesAtEnd <= 0) return text;
  return (text === '' ? '' : `${text}, `) + describeHoles(holesAtEnd);
}

function describeHoles(count: number): string {
  return count === 1 ? 'empty' : `empty × ${count}`;
}

function describeProperty({ key, node }: ValueChild, room: number): string {
  const name = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) || /^\d+$/.test(key) ? key : quoteText(key);
  return `${shorten(name, room)}: ${describe(node, room, false)}`;
}

function describeEntry({ keyNode, node }: ValueChild, room: number): string {
  const value = describe(node, room, false);
  return keyNode === null ? value : `${describe(keyNode, room, false)} => ${value}`;
}

/** The mark of what the encoder left out. */
function more(node: ValueNode): string {
  return node.cut === null ? '' : '…';
}

/** Cuts a text to a length, the mark of the cut included; no surrogate pair is halved. */
function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  if (maxLength < 1) return '';
  return `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
