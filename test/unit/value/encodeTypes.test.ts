import { describe, expect, test } from '@jest/globals';
import { DEFAULT_BUDGET } from '../../../src/protocol';
import { encode, encodeReceived, formOf } from './support';

const cycle: Record<string, unknown> = { name: 'a' };
cycle.self = cycle;
const shared = { x: 1 };
const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
const sparse: unknown[] & { note?: string } = [1, , 3, ,]; // eslint-disable-line no-sparse-arrays
const named: unknown[] & { note?: string } = [1];
named.note = 'n';
class Point {
  x = 1;
  #hidden = 2;
  get sum() {
    return this.x + this.#hidden;
  }
}

/** Every type of the design's section 8: a value, and the form it is written in. */
const table: [string, unknown, unknown][] = [
  ['undefined', undefined, ['undefined']],
  ['null', null, null],
  ['true', true, true],
  ['number', 1.5, 1.5],
  ['large number', 1e300, 1e300],
  ['NaN', NaN, ['number', 'NaN']],
  ['Infinity', Infinity, ['number', 'Infinity']],
  ['-Infinity', -Infinity, ['number', '-Infinity']],
  ['-0', -0, ['number', '-0']],
  ['bigint', -12n, ['bigint', '-12']],
  ['long bigint', -(1n << 4096n), ['bigint', `-0x1${'0'.repeat(1024)}`]],
  ['string', 'a"\n', 'a"\n'],
  ['lone surrogates', '\ud800a\udc00', '\ud800a\udc00'],
  ['plain object', { type: 'pulse', n: 1 }, ['object', 'type', 'pulse', 'n', 1]],
  ['object without prototype', Object.assign(Object.create(null), { a: 1 }), ['object', 'a', 1]],
  ['own __proto__', JSON.parse('{"__proto__":{"a":1}}'), ['object', '__proto__', ['object', 'a', 1]]],
  ['class instance', new Point(), ['object', 'x', 1]],
  ['symbol and hidden keys', Object.defineProperty({ [Symbol('s')]: 1, a: 2 }, 'h', { value: 3 }), ['object', 'a', 2]],
  ['dense array', [1, 'a', undefined], ['list', 1, 'a', ['undefined']]],
  ['sparse array', sparse, ['array', 4, '0', 1, '2', 3]],
  ['array with names', named, ['array', 1, '0', 1, 'note', 'n']],
  ['Map', new Map<unknown, unknown>([[{ k: 1 }, 'v'], ['__proto__', -0]]), ['map', ['object', 'k', 1], 'v', '__proto__', ['number', '-0']]],
  ['Set', new Set([1, 'a']), ['set', 1, 'a']],
  ['Date', new Date(86_400_000), ['date', 86_400_000]],
  ['invalid Date', new Date(NaN), ['date', null]],
  ['RegExp', /a\/b/dgimsuy, ['regexp', 'a\\/b', 'dgimsuy']],
  ['boxed number', Object(-0), ['boxed', ['number', '-0']]],
  ['boxed string', Object('s'), ['boxed', 's']],
  ['boxed boolean', Object(false), ['boxed', false]],
  ['boxed bigint', Object(1n), ['boxed', ['bigint', '1']]],
  ['ArrayBuffer', buffer, ['buffer', 8, 'AQIDBAUGBwg=']],
  ['resizable ArrayBuffer', Reflect.construct(ArrayBuffer, [2, { maxByteLength: 4 }]), ['buffer', 2, 'AAA=', 4]],
  ['typed array', new Uint16Array(buffer, 2, 2), ['view', 'Uint16Array', 2, 2, ['buffer', 8, 'AQIDBAUGBwg=']]],
  ['DataView', new DataView(buffer, 1, 6), ['view', 'DataView', 1, 6, ['buffer', 8, 'AQIDBAUGBwg=']]],
  ['views of one buffer', [new Int8Array(buffer), buffer], ['list', ['view', 'Int8Array', 0, 8, ['buffer', 8, 'AQIDBAUGBwg=']], ['ref', 2]]],
  ['cycle', cycle, ['object', 'name', 'a', 'self', ['ref', 0]]],
  ['shared reference', [shared, shared], ['list', ['object', 'x', 1], ['ref', 1]]],
  ['File', new File(['ab'], 'a.txt', { type: 'text/plain', lastModified: 5 }), ['platform', 'File', 'name', 'a.txt', 'size', 2, 'type', 'text/plain', 'lastModified', 5]],
  ['Blob', new Blob(['abc']), ['platform', 'Blob', 'size', 3, 'type', '']],
  ['DOMException', new DOMException('m', 'AbortError'), ['platform', 'DOMException', 'name', 'AbortError', 'message', 'm', 'code', 20]],
  ['stream', new ReadableStream(), ['platform', 'ReadableStream']],
  ['WebAssembly.Module', new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])), ['platform', 'WebAssembly.Module']],
  ['function, which no clone has', () => 0, ['unreadable', 'function']],
]; // prettier-ignore

describe('every type has its form', () => {
  test.each(table)('%s', (_, value, form) => {
    expect(formOf(value)).toEqual(form);
  });

  test('SharedArrayBuffer, without its bytes', () => {
    expect(formOf(new SharedArrayBuffer(16))).toEqual(['shared-buffer', 16]);
  });

  test('CryptoKey', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['encrypt']);
    expect(formOf(key)).toEqual([
      ...['platform', 'CryptoKey', 'type', 'secret', 'extractable', false],
      ...['algorithm', ['object', 'name', 'AES-GCM', 'length', 128], 'usages', ['list', 'encrypt']],
    ]);
  });

  test('MessagePort, the same on both sides', () => {
    const { port1, port2 } = new MessageChannel();
    expect(formOf({ port: port1 })).toEqual(['object', 'port', ['platform', 'MessagePort']]);
    expect(encode({ port: port1 }).digest).toBe(encode({ port: port2 }).digest);
    port1.close();
  });
});

describe('errors are written as their clone will be', () => {
  class NamedLikeABuiltin extends Error {
    override name = 'RangeError';
  }
  class Named extends TypeError {
    override name = 'Named';
  }
  const hidden = Object.defineProperty(new Error('m'), 'message', { get: () => 'never' });
  const cases: [string, Error, unknown[]][] = [
    ['TypeError', new TypeError('m'), ['error', 'TypeError', 'm']],
    ['no message', new RangeError(), ['error', 'RangeError', null]],
    ['message accessor', hidden, ['error', 'Error', null]],
    ['number as message', Object.assign(new Error('m'), { message: 5 }), ['error', 'Error', '5']],
    ['own name that is standard', new NamedLikeABuiltin('m'), ['error', 'RangeError', 'm']],
    ['own name that is not', new Named('m'), ['error', 'Error', 'm']],
    ['AggregateError', new AggregateError([1], 'm'), ['error', 'Error', 'm']],
    ['other own properties', Object.assign(new Error('m'), { code: 'E1' }), ['error', 'Error', 'm']],
    ['cause', new Error('m', { cause: { a: 1 } }), ['error', 'Error', 'm', 'cause', ['object', 'a', 1]]],
  ];

  test.each(cases)('%s', (_, error, expected) => {
    const [tag, name, message, , ...fields] = formOf(error) as unknown[];
    expect([tag, name, message, ...fields]).toEqual(expected);
    expect(encode(error).digest).not.toBeNull();
    expect(encode(error).digest).toBe(encodeReceived(structuredClone(error)).digest);
  });

  test('a name that only a read could tell leaves the digest out', () => {
    class Inherits extends Error {}
    expect((formOf(new Inherits('m')) as unknown[]).slice(0, 3)).toEqual(['error', 'Error', 'm']);
    expect(encode(new Inherits('m')).digest).toBeNull();
  });
});

describe('sender and receiver come to the same text', () => {
  // Node clones the first two as something else, and does not clone the others.
  const cloneable = table.filter(([name]) => !/^(File|DOMException|stream|function|WebAssembly)/.test(name));
  test.each(cloneable)('%s', (_, value) => {
    const sent = encode(value);
    const received = encodeReceived(structuredClone(value));
    expect(received.text).toBe(sent.text);
    expect(sent.digest).not.toBeNull();
    expect(received.digest).toBe(sent.digest);
    expect(received.size).toBe(sent.size);
  });

  test('different values have different digests', () => {
    const digests = new Set(table.map(([, value]) => encode(value).digest));
    expect(digests.size).toBe(table.length);
  });
});

describe('what left with the message', () => {
  test('a transferred buffer tells the size it had', () => {
    const left = new ArrayBuffer(1024);
    const bytes = left.byteLength;
    const message = { left, view: new Uint8Array(left, 8, 8) };
    structuredClone(message, { transfer: [left] });
    const transferred = { sizeOf: (object: object) => (object === left ? bytes : undefined) };
    const { text, size, digest } = encode(message, { budget: DEFAULT_BUDGET, transferred });
    expect(JSON.parse(text)).toEqual([
      ...['object', 'left', ['transferred', 'ArrayBuffer', 1024]],
      ...['view', ['view', 'Uint8Array', null, null, ['ref', 1]]],
    ]);
    expect(size).toBeGreaterThanOrEqual(1024);
    expect(digest).toBeNull();
  });

  test('a detached buffer is noticed where the transfer list was not seen', () => {
    const left = new ArrayBuffer(8);
    structuredClone(null, { transfer: [left] });
    expect(formOf([left, new ArrayBuffer(0)])).toEqual([
      'list',
      ['transferred', 'ArrayBuffer', null],
      ['buffer', 0, ''],
    ]);
    expect(encode(left).digest).toBeNull();
  });
});
