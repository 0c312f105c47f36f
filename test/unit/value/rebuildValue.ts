import { decodeValue, type ValueNode } from '../../../src/model/value';

/**
 * Builds the value again that a decoded tree tells of, by means of its own, so that tests can compare it with what was
 * encoded. Knows only types that make up random values.
 */
export function rebuildValue(text: string): unknown {
  const built = new Map<number, object>();
  const remember = <T extends object>({ number }: ValueNode, value: T): T => {
    if (number !== null) built.set(number, value);
    return value;
  };
  const build = (node: ValueNode): unknown => {
    expectWhole(node);
    switch (node.kind) {
      case 'undefined':
        return undefined;
      case 'null':
        return null;
      case 'boolean':
      case 'number':
        return node.value;
      case 'bigint':
        return BigInt(node.text);
      case 'string':
        return node.text;
      case 'ref':
        return built.get(node.target);
      case 'object': {
        const object = remember(node, {});
        for (const { key, node: child } of node.children()) define(object, key, build(child));
        return object;
      }
      case 'array': {
        const array = remember(node, new Array<unknown>(node.length));
        for (const { key, node: child } of node.children()) define(array, key, build(child));
        return array;
      }
      case 'map': {
        const map = remember(node, new Map<unknown, unknown>());
        for (const { keyNode, node: child } of node.children()) map.set(build(keyNode as ValueNode), build(child));
        return map;
      }
      case 'set': {
        const set = remember(node, new Set<unknown>());
        for (const { node: child } of node.children()) set.add(build(child));
        return set;
      }
      case 'date':
        return remember(node, new Date(node.time ?? NaN));
      case 'regexp':
        return remember(node, new RegExp(node.source, node.flags));
      case 'boxed':
        return remember(node, Object(build(node.primitive)) as object);
      case 'buffer':
        return remember(node, node.bytes().buffer);
      case 'view': {
        // Numbered before its buffer, made after it.
        const buffer = node.children().at(-1);
        const View = (globalThis as unknown as Record<string, new (...args: unknown[]) => object>)[node.typeName];
        if (View === undefined || buffer === undefined) throw new Error(`no ${node.typeName}`);
        return remember(node, new View(build(buffer.node), node.byteOffset, node.length));
      }
      case 'error': {
        const Type = (globalThis as unknown as Record<string, new (message: string) => Error>)[node.typeName];
        if (Type === undefined) throw new Error(`no ${node.typeName}`);
        const error = remember(node, new Type(node.message ?? ''));
        if (node.message === null) delete (error as Partial<Error>).message;
        for (const { key, role, node: child } of node.children()) {
          if (role === 'property') Object.defineProperty(error, key, { value: build(child), ...HIDDEN });
        }
        return error;
      }
      default:
        throw new Error(`unexpected ${node.kind}`);
    }
  };
  return build(decodeValue(text));
}

const HIDDEN = { writable: true, enumerable: false, configurable: true };

function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function expectWhole(node: ValueNode): void {
  if (node.cut !== null) throw new Error(`${node.kind} is cut`);
}

/** The objects in a value in the order they are met, each by the place of its first meeting: who is whom. */
export function identities(value: unknown): number[] {
  const places = new Map<unknown, number>();
  const met: number[] = [];
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const known = places.get(part);
    met.push(known ?? places.size);
    if (known !== undefined) return;
    places.set(part, places.size);
    if (part instanceof Map) part.forEach((entry, key) => [key, entry].forEach(walk));
    else if (part instanceof Set) part.forEach(walk);
    else if (ArrayBuffer.isView(part)) walk(part.buffer);
    else if (part instanceof Error) walk(part.cause);
    else Object.keys(part).forEach((key) => walk((part as Record<string, unknown>)[key]));
  };
  walk(value);
  return met;
}
