import type { List } from '../natives';
import type { ValueNatives } from './natives';

/**
 * Makes the digest of texts: two 32-bit multiplicative lanes, mixed into each other at the end, of which 53 bits fit a
 * number. Fast and well spread; not secret, and not meant to withstand somebody who looks for collisions.
 * @returns a function of a text and the parts of it to leave out (begin, end, begin, end, … in order).
 */
export function createDigest(imul: Math['imul'], natives: ValueNatives) {
  const { unitAt } = natives;
  return (text: string, leftOut: List<number> | null): number => {
    let low = 0x9e3779b9 | 0;
    let high = 0x85ebca6b | 0;
    let part = 0;
    let nextGap = leftOut === null ? -1 : (leftOut[0] as number);
    for (let i = 0; i < text.length; i++) {
      if (i === nextGap && leftOut !== null) {
        i = leftOut[part + 1] as number;
        part += 2;
        nextGap = part < leftOut.length ? (leftOut[part] as number) : -1;
      }
      const unit = unitAt(text, i);
      low = imul(low ^ unit, 0x9e3779b1);
      high = imul(high ^ unit, 0x5f356495);
    }
    low = imul(low ^ (low >>> 16), 0x85ebca6b) ^ imul(high ^ (high >>> 13), 0xc2b2ae35);
    high = imul(high ^ (high >>> 16), 0x85ebca6b) ^ imul(low ^ (low >>> 13), 0xc2b2ae35);
    return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
  };
}
