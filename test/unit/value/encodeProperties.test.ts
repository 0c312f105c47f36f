import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeValue, describeValue, type ValueNode } from '../../../src/model/value';
import { cloneableValue } from './randomValues';
import { identities, rebuildValue } from './rebuildValue';
import { encode, encodeReceived, withBudget } from './support';

const whole = withBudget({ text: 1e9, nodes: 1e9, depth: 200, string: 1e9, buffer: 1e9 });

/** Walks a tree to its leaves, through every child. */
function countNodes(node: ValueNode): number {
  return node.children().reduce((count, { node: child }) => count + countNodes(child), 1);
}

describe('any value', () => {
  test('comes back equal, with the same cycles and shared references', () => {
    fc.assert(
      fc.property(cloneableValue, (value) => {
        const rebuilt = rebuildValue(encode(value, whole).text);
        // Stacks differ, and are no part of an error's equality here.
        expect(isDeepStrictEqual(rebuilt, value)).toBe(true);
        expect(identities(rebuilt)).toEqual(identities(value));
      }),
      { numRuns: 500 },
    );
  });

  test('has the digest of its clone', () => {
    fc.assert(
      fc.property(cloneableValue, (value) => {
        const sent = encode(value, whole);
        const received = encodeReceived(structuredClone(value), whole);
        expect(sent.digest).not.toBeNull();
        expect(received.digest).toBe(sent.digest);
      }),
      { numRuns: 500 },
    );
  });

  test('stays within any budget, says so, and can be read', () => {
    const budget = fc.record({
      text: fc.nat(400),
      nodes: fc.nat(20),
      depth: fc.nat(5),
      string: fc.nat(20),
      buffer: fc.nat(20),
    });
    fc.assert(
      fc.property(cloneableValue, budget, fc.integer({ min: 1, max: 120 }), (value, limits, maxLength) => {
        const { text, digest } = encode(value, withBudget(limits));
        expect(text.length).toBeLessThanOrEqual(limits.text + 250 + 50 * limits.depth);
        if (text !== encode(value, whole).text) expect(digest).toBeNull();
        const node = decodeValue(text);
        expect(countNodes(node)).toBeGreaterThan(0);
        expect(describeValue(node, maxLength).length).toBeLessThanOrEqual(maxLength);
      }),
      { numRuns: 500 },
    );
  });
});
