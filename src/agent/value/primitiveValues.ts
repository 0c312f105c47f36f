import type { Primitives } from '../natives';
import type { Encoding } from './encoding';
import type { ValueNatives } from './natives';

/** Bigints from this magnitude on are written in base 16: base 10 takes time that grows with the square. */
const LONG_BIGINT = 1n << 4096n;

/** JSON may write one UTF-16 unit as six (`\u0000`). */
const LONGEST_ESCAPE = 6;

export type PrimitiveWriters = ReturnType<typeof createPrimitiveWriters>;

/** Makes the writers of strings, numbers and bigints. */
export function createPrimitiveWriters(primitives: Primitives, natives: ValueNatives) {
  const { quote } = primitives;
  const { sliceText, hexOf } = natives;

  /** Writes a string, or its beginning and its length where it is longer than the budget or than the text has room. */
  const writeString = (encoding: Encoding, value: string): void => {
    const { budget } = encoding;
    const left = budget.text - encoding.text.length;
    const room = left > 0 ? left : 0;
    const most = room < budget.string ? room : budget.string;
    encoding.size += value.length;
    if (value.length <= most) {
      const quoted = quote(value);
      if (quoted.length <= room + 2) {
        encoding.text += quoted;
        return;
      }
    }
    let begin = quote(sliceText(value, most));
    if (begin.length > room + 2) begin = quote(sliceText(value, (room / LONGEST_ESCAPE) | 0));
    encoding.text += '["string",' + begin + ',' + value.length + ']';
    encoding.isExact = false;
  };

  const writeNumber = (encoding: Encoding, value: number): void => {
    encoding.size += 8;
    if (value === 0 && 1 / value < 0) encoding.text += '["number","-0"]';
    // Subtracting a finite number from itself gives 0, an infinity or NaN gives NaN.
    else if (value - value !== 0) encoding.text += '["number","' + value + '"]';
    else encoding.text += value;
  };

  const writeBigint = (encoding: Encoding, value: bigint): void => {
    encoding.text += '["bigint",';
    if (value > -LONG_BIGINT && value < LONG_BIGINT) writeString(encoding, '' + value);
    else writeString(encoding, value < 0n ? '-0x' + hexOf(-value) : '0x' + hexOf(value));
    encoding.text += ']';
  };

  return { writeString, writeNumber, writeBigint };
}
