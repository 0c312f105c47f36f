import { describe, expect, test } from '@jest/globals';
import { encode, formOf, withBudget } from './support';

describe('what a budget cuts is marked with how much it is', () => {
  const cases: [string, Parameters<typeof withBudget>[0], unknown, unknown][] = [
    ['string', { string: 3 }, 'abcdef', ['string', 'abc', 6]],
    ['key', { string: 3 }, { abcdef: 1 }, ['object', ['string', 'abc', 6], 1]],
    ['buffer', { buffer: 2 }, new Uint8Array([1, 2, 3]).buffer, ['buffer', 3, 'AQI=']],
    ['nodes of an object', { nodes: 2 }, { a: 1, b: 2, c: 3 }, ['object', 'a', 1, ['cut', 'nodes', 2]]],
    ['nodes of a list', { nodes: 3 }, [1, 2, 3, 4], ['list', 1, 2, ['cut', 'nodes', 2]]],
    ['nodes of a map', { nodes: 3 }, new Map([[1, 2], [3, 4]]), ['map', 1, 2, ['cut', 'nodes', 1]]],
    ['nodes of a set', { nodes: 2 }, new Set([1, 2]), ['set', 1, ['cut', 'nodes', 1]]],
    ['depth', { depth: 1 }, { a: { b: 1 }, c: [1, 2] }, ['object', 'a', ['object', ['cut', 'depth', 1]], 'c', ['list', ['cut', 'depth', 2]]]],
    ['depth of a cause', { depth: 0 }, new Error('m', { cause: 1 }), ['error', 'Error', 'm', expect.anything(), 'cause', ['cut', 'depth', 1]]],
    ['text', { text: 20 }, ['abcdefgh', 'ijklmnop', 'qrst'], ['list', 'abcdefgh', ['string', 'i', 8], ['cut', 'text', 1]]],
    ['long array with a hole', { nodes: 5 }, [1, , 3, 4, 5, 6], ['array', 6, '0', 1, '2', 3, '3', 4, ['cut', 'nodes', 2]]], // eslint-disable-line no-sparse-arrays
  ]; // prettier-ignore
  test.each(cases)('%s', (_, limits, value, form) => {
    const carried = encode(value, withBudget(limits));
    expect(maskStack(JSON.parse(carried.text))).toEqual(form);
    expect(carried.digest).toBeNull();
  });

  /** Whether a stack can be had depends on the test runner. */
  function maskStack(form: unknown): unknown {
    return Array.isArray(form) && form[0] === 'error' ? form.with(3, 'stack') : form;
  }

  test('a sparse array longer than the budget keeps its entries', () => {
    const array: unknown[] = [];
    array[4_000_000_000] = 'far';
    expect(formOf(array, withBudget({ nodes: 50 }))).toEqual(['array', 4_000_000_001, '4000000000', 'far']);
  });

  test('sizes count strings and buffers whole', () => {
    expect(encode('x'.repeat(1e6)).size).toBe(1e6 + 1);
    expect(encode(new ArrayBuffer(1e6)).size).toBe(1e6 + 1);
    expect(encode(new Array(1e6).fill(0)).size).toBeGreaterThanOrEqual(1e6);
  });
});

describe('a huge value takes no longer than the budget', () => {
  const deep: unknown[] = [];
  let inner = deep;
  for (let level = 0; level < 200_000; level++) inner.push((inner = []));
  const text = 'x'.repeat(2 ** 27);
  const huge: [string, unknown][] = [
    ['array', new Array(1e7).fill(1)],
    ['typed array', new Float64Array(1e7)],
    ['string', { text, hash: text.length }],
    ['nesting', deep],
    ['Map', new Map(Array.from({ length: 1e6 }, (_, index) => [index, index]))],
    ['Set', new Set(Array.from({ length: 1e6 }, (_, index) => index))],
    ['many long arrays', Array.from({ length: 3000 }, () => new Array(10_000).fill(0))],
  ];
  const MS = 20;

  test.each(huge)('%s', (_, value) => {
    // The first call flattens what the engine built lazily.
    encode(value);
    const start = performance.now();
    const carried = encode(value);
    expect(performance.now() - start).toBeLessThan(MS);
    expect(carried.text.length).toBeLessThan(80_000);
  });

  test('a budget that allows any depth does not use up the stack', () => {
    const { text: carried } = encode(deep, withBudget({ depth: 1e9, nodes: 1e9 }));
    expect(carried).toContain('["cut","depth",1]');
  });
});
