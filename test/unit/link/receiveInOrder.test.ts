import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { receiveInOrder } from '../../../src/link';

describe('receiveInOrder', () => {
  test('takes each number once, leaves what comes too early, and knows repetitions', () => {
    const receiver = receiveInOrder();
    expect(receiver.judge(1, 1)).toBe('take');
    expect(receiver.judge(3, 1)).toBe('too early');
    expect(receiver.judge(1, 1)).toBe('repeated');
    expect(receiver.judge(2, 1)).toBe('take');
    expect(receiver.judge(3, 1)).toBe('take');
    expect(receiver.taken).toBe(3);
    expect(receiver.missed).toBe(0);
  });

  test('begins where its sender still holds something, and counts what went to somebody else', () => {
    const receiver = receiveInOrder();
    expect(receiver.judge(6, 5)).toBe('too early');
    expect(receiver.missed).toBe(4);
    expect(receiver.judge(5, 5)).toBe('take');
    expect(receiver.judge(6, 5)).toBe('take');
  });

  test('loses and doubles nothing, however often the way between breaks', () => {
    // A sender that holds what is not acknowledged; true in the list: the message gets through, false: it is lost.
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), fc.integer({ min: 1, max: 30 }), (fates, count) => {
        const receiver = receiveInOrder();
        const taken: number[] = [];
        let oldest = 1;
        const fate = [...fates, ...Array<boolean>(count * 2).fill(true)].values();
        while (oldest <= count) {
          for (let n = oldest; n <= count; n += 1) {
            if (fate.next().value === false) continue;
            if (receiver.judge(n, oldest) === 'take') taken.push(n);
          }
          if (fate.next().value !== false) oldest = receiver.taken + 1;
        }
        expect(taken).toEqual(Array.from({ length: count }, (_, i) => i + 1));
        expect(receiver.missed).toBe(0);
      }),
    );
  });
});
