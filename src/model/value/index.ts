/**
 * Recorded values for people: from the text form (protocol/values.ts) to a tree that a view can open, and to one line.
 *
 *   valueNode.ts              the tree
 *   decodeValue.ts            text to tree; makeNode.ts and formReaders.ts serve it
 *   describeValue.ts          tree to one line, as a browser's console writes it; quoteText.ts serves it
 *   describeRecordedValue.ts  the same for a message's value, also where it is absent
 */
export type { ValueChild, ValueCut, ValueNode } from './valueNode';
export { decodeValue } from './decodeValue';
export { describeValue } from './describeValue';
export { describeRecordedValue } from './describeRecordedValue';
