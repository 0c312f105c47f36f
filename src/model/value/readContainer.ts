import type { Reading } from './decodeValue';
import { describeValue } from './describeValue';
import { isCount, readCut, readString, splitCut, stringCut } from './formReaders';
import { makeLeaf, makeNode } from './makeNode';
import type { ValueChild, ValueCut, ValueNode } from './valueNode';
import { countElements, isViewName, readElement } from './viewElements';

/** Units of a map's key that stand in the entry's label. */
const ENTRY_LABEL = 60;

/**
 * Reads the forms that hold values.
 * @returns null if the form is another one, or its members are not what its tag demands.
 */
export function readContainer(form: readonly unknown[], number: number | null, reading: Reading): ValueNode | null {
  const [tag, first] = form;
  switch (tag) {
    case 'object': {
      const { members, cut } = splitCut(form.slice(1));
      if (!hasNames(members)) return null;
      return makeNode(
        { kind: 'object', typeName: 'Object', number, cut },
        members.length / 2,
        namedBy(members, reading),
      );
    }
    case 'array': {
      const { members, cut } = splitCut(form.slice(2));
      if (!isCount(first) || !hasNames(members)) return null;
      const fields = { kind: 'array', typeName: 'Array', number, cut, length: first } as const;
      return makeNode(fields, members.length / 2, namedBy(members, reading));
    }
    case 'list': {
      const { members, cut } = splitCut(form.slice(1));
      const length = members.length + (cut?.count ?? 0);
      const fields = { kind: 'array', typeName: 'Array', number, cut, length } as const;
      return makeNode(fields, members.length, placedBy(members, reading));
    }
    case 'set': {
      const { members, cut } = splitCut(form.slice(1));
      const size = members.length + (cut?.count ?? 0);
      const fields = { kind: 'set', typeName: 'Set', number, cut, size } as const;
      return makeNode(fields, members.length, placedBy(members, reading));
    }
    case 'map': {
      const { members, cut } = splitCut(form.slice(1));
      if (members.length % 2 !== 0) return null;
      const size = members.length / 2 + (cut?.count ?? 0);
      const fields = { kind: 'map', typeName: 'Map', number, cut, size } as const;
      return makeNode(fields, members.length / 2, (place) => {
        const keyNode = reading.read(members[place * 2]);
        const node = reading.read(members[place * 2 + 1]);
        return { role: 'entry', key: describeValue(keyNode, ENTRY_LABEL), keyNode, node };
      });
    }
    case 'platform': {
      const { members, cut } = splitCut(form.slice(2));
      if (typeof first !== 'string' || !hasNames(members)) return null;
      const fields = { kind: 'platform', typeName: first.slice(0, 80), number, cut } as const;
      return makeNode(fields, members.length / 2, namedBy(members, reading));
    }
    case 'boxed': {
      const primitive = reading.read(first);
      const typeName = BOXES[primitive.kind];
      if (typeName === undefined) return null;
      return makeNode({ kind: 'boxed', typeName, number, primitive }, 1, () => detail('[[PrimitiveValue]]', primitive));
    }
    case 'error':
      return readError(form, number, reading);
    case 'view':
      return readView(form, number, reading);
    default:
      return null;
  }
}

const BOXES: Partial<Record<ValueNode['kind'], string>> = {
  number: 'Number',
  string: 'String',
  boolean: 'Boolean',
  bigint: 'BigInt',
};

function readError(form: readonly unknown[], number: number | null, reading: Reading): ValueNode | null {
  const [, name, encodedMessage, encodedStack] = form;
  const message = encodedMessage === null ? null : readString(encodedMessage);
  const stack = encodedStack === null ? null : readString(encodedStack);
  if (typeof name !== 'string') return null;
  if ((encodedMessage !== null && message === null) || (encodedStack !== null && stack === null)) return null;
  const members = form.slice(4);
  if (!hasNames(members)) return null;
  const { fields, cut } = splitCutFields(members);
  const fieldAt = namedBy(fields, reading);
  const stackNode = stack && makeLeaf({ kind: 'string', typeName: 'string', ...stack, cut: stringCut(stack) });
  return makeNode(
    {
      kind: 'error',
      typeName: name.slice(0, 80),
      number,
      cut: cut ?? (message && stringCut(message)),
      message: message?.text ?? null,
      stack: stack?.text ?? null,
    },
    fields.length / 2 + (stackNode === null ? 0 : 1),
    (place) => (place < fields.length / 2 || stackNode === null ? fieldAt(place) : detail('stack', stackNode)),
  );
}

/** Takes the fields out of which all that is left is the cut. One budget cut them all, so one limit stands for them. */
function splitCutFields(members: readonly unknown[]): { fields: readonly unknown[]; cut: ValueCut | null } {
  const fields: unknown[] = [];
  const cuts: ValueCut[] = [];
  for (let place = 0; place < members.length; place += 2) {
    const cut = readCut(members[place + 1]);
    if (cut === null) fields.push(members[place], members[place + 1]);
    else cuts.push(cut);
  }
  const [first] = cuts;
  const count = cuts.reduce((sum, cut) => sum + cut.count, 0);
  return { fields, cut: first === undefined ? null : { ...first, count } };
}

/** A view's children: the elements whose bytes were carried, then its buffer. */
function readView(form: readonly unknown[], number: number | null, reading: Reading): ValueNode | null {
  const [, name, byteOffset, length, encodedBuffer] = form;
  const isGone = byteOffset === null && length === null;
  if (!isViewName(name) || !(isGone || (isCount(byteOffset) && isCount(length)))) return null;
  const bufferNode = reading.read(encodedBuffer);
  const buffer = bufferNode.kind === 'ref' ? bufferNode.resolve() : bufferNode;
  if (buffer.kind !== 'buffer' && buffer.kind !== 'shared-buffer' && buffer.kind !== 'transferred') return null;

  const offset = isGone ? 0 : (byteOffset as number);
  const carried = buffer.kind === 'buffer' ? buffer.byteLength - (buffer.cut?.count ?? 0) : 0;
  const elements = isGone ? 0 : countElements(name, carried, offset, length as number);
  const missing = isGone || name === 'DataView' ? 0 : (length as number) - elements;
  let bytes: Uint8Array<ArrayBuffer> | null = null;
  const elementAt = (place: number): ValueChild => {
    if (bytes === null) bytes = buffer.kind === 'buffer' ? buffer.bytes() : new Uint8Array();
    const value = readElement(name, bytes, offset, place);
    const node =
      typeof value === 'number'
        ? makeLeaf({ kind: 'number', typeName: 'number', value })
        : makeLeaf({ kind: 'bigint', typeName: 'bigint', text: String(value), length: String(value).length });
    return { role: 'index', key: String(place), keyNode: null, node };
  };
  return makeNode(
    {
      kind: 'view',
      typeName: name,
      number,
      cut: missing > 0 ? { why: 'buffer', count: missing } : null,
      byteOffset: byteOffset as number | null,
      length: length as number | null,
    },
    elements + 1,
    (place) => (place < elements ? elementAt(place) : detail('buffer', bufferNode)),
  );
}

/** Whether every other member, from the first, is a name, with a value behind it. */
function hasNames(members: readonly unknown[]): boolean {
  if (members.length % 2 !== 0) return false;
  return members.every((member, place) => place % 2 === 1 || readString(member) !== null);
}

function namedBy(members: readonly unknown[], reading: Reading): (place: number) => ValueChild {
  return (place) => {
    const name = readString(members[place * 2]);
    const text = name === null ? '' : name.text;
    const key = name !== null && name.length > text.length ? `${text}…` : text;
    const role = /^(0|[1-9]\d*)$/.test(text) ? 'index' : 'property';
    return { role, key, keyNode: null, node: reading.read(members[place * 2 + 1]) };
  };
}

function placedBy(members: readonly unknown[], reading: Reading): (place: number) => ValueChild {
  return (place) => ({ role: 'index', key: String(place), keyNode: null, node: reading.read(members[place]) });
}

function detail(key: string, node: ValueNode): ValueChild {
  return { role: 'detail', key, keyNode: null, node };
}
