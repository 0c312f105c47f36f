import type { EncodedCut, ValueBudget } from '../../protocol';
import type { List } from '../natives';

/**
 * What left with the message: bytes of a buffer, as read before the call; null for another object, or where the bytes
 * are not known; undefined for what did not leave.
 */
export type TransferredObjects = { sizeOf(object: object): number | null | undefined };

/** One encoding under way. The writers add to it; nothing of it outlives the call. */
export type Encoding = {
  text: string;
  /**
   * Estimated bytes as a structured clone: 1 for each value and each entry that was cut, plus 8 for a number or date,
   * 1 for each UTF-16 unit of a string (exact for Latin-1, half of it for others: telling them apart costs a scan), and
   * the bytes of buffers and pixels. Strings and buffers count whole, also where they were cut.
   */
  size: number;
  /** The receiver would write the same text. */
  isExact: boolean;
  nodesLeft: number;
  readonly budget: ValueBudget;
  readonly transferred: TransferredObjects | null;
  /** The first object met, number 0. */
  first: object | null;
  /** The objects met after it, and their numbers. */
  numbers: Map<object, number> | null;
  lastNumber: number;
  /** Begin and end, begin and end, … of the parts of the text that the digest leaves out, if any. */
  undigested: List<number> | null;
};

/** Writes any value at the end of the text. depthLeft: how many levels of objects may still open. */
export type WriteValue = (encoding: Encoding, value: unknown, depthLeft: number) => void;

/** The limit that forbids another entry here, or null. */
export function findLimit(encoding: Encoding, depthLeft: number): EncodedCut[1] | null {
  if (depthLeft <= 0) return 'depth';
  if (encoding.nodesLeft <= 0) return 'nodes';
  if (encoding.text.length >= encoding.budget.text) return 'text';
  return null;
}

/** Writes that `count` entries are left out here. */
export function writeCut(encoding: Encoding, why: EncodedCut[1], count: number): void {
  encoding.text += '["cut","' + why + '",' + count + ']';
  encoding.size += count;
  encoding.isExact = false;
}

/** Writes an object that has left with the message: only its type and, if known, its bytes are left to tell. */
export function writeTransferred(encoding: Encoding, typeName: string, bytes: number | null): void {
  encoding.text += '["transferred","' + typeName + '",' + bytes + ']';
  encoding.size += bytes ?? 0;
  encoding.isExact = false;
}
