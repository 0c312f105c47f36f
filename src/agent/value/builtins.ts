import { findLimit, writeCut, type Encoding, type WriteValue } from './encoding';
import { isReadableBy, readOr, type Reader, type ValueNatives } from './natives';
import type { Primitives, Realm } from '../natives';
import type { PrimitiveWriters } from './primitiveValues';
import type { SpecialKind } from './specialObjects';

/** Getter of each flag, in the order of `RegExp.prototype.flags`, which itself would read the page's RegExp.prototype. */
const FLAGS = [
  ['d', 'hasIndices'],
  ['g', 'global'],
  ['i', 'ignoreCase'],
  ['m', 'multiline'],
  ['s', 'dotAll'],
  ['u', 'unicode'],
  ['v', 'unicodeSets'],
  ['y', 'sticky'],
] as const;

/** What an iterator's `next` gives: own data properties, so reading them meets nothing of the page. */
type Step = { done: boolean; value: unknown };

/** Makes the kinds Map, Set, Date, RegExp and the boxed primitives. */
export function createBuiltinKinds(
  realm: Realm,
  primitives: Primitives,
  natives: ValueNatives,
  { writeString }: PrimitiveWriters,
  writeValue: WriteValue,
): readonly SpecialKind[] {
  const { getPrototypeOf } = primitives;
  const { prototypeOf, readerOf } = natives;

  /** Map and Set: the size getter is the brand, the iterator's own `next` walks. */
  const makeCollection = (typeName: 'Map' | 'Set', tag: string, sample: object): SpecialKind => {
    const prototype = prototypeOf(typeName);
    const readSize = readerOf(prototype, 'size');
    const iterate = readerOf(prototype, typeName === 'Map' ? 'entries' : 'values') as Reader;
    const readNext = readerOf(getPrototypeOf(iterate(sample)) as object, 'next') as Reader;
    return {
      prototype,
      recognises: (value) => isReadableBy(readSize, value),
      write: (encoding, value, depthLeft) => {
        const size = readOr(readSize, value, 0) as number;
        const iterator = iterate(value) as object;
        encoding.text += tag;
        for (let i = 0; i < size; i++) {
          encoding.text += ',';
          const limit = findLimit(encoding, depthLeft);
          if (limit !== null) {
            writeCut(encoding, limit, size - i);
            break;
          }
          const entry = (readNext(iterator) as Step).value;
          if (typeName === 'Map') {
            writeValue(encoding, (entry as unknown[])[0], depthLeft - 1);
            encoding.text += ',';
            writeValue(encoding, (entry as unknown[])[1], depthLeft - 1);
          } else {
            writeValue(encoding, entry, depthLeft - 1);
          }
        }
        encoding.text += ']';
      },
    };
  };

  const makeDate = (): SpecialKind => {
    const prototype = prototypeOf('Date');
    const readTime = readerOf(prototype, 'getTime');
    return {
      prototype,
      recognises: (value) => isReadableBy(readTime, value),
      write: (encoding, value) => {
        const time = readOr(readTime, value, NaN) as number;
        encoding.size += 8;
        encoding.text += '["date",' + (time === time ? time : 'null') + ']';
      },
    };
  };

  const makeRegExp = (): SpecialKind => {
    const prototype = prototypeOf('RegExp');
    const readSource = readerOf(prototype, 'source');
    const readFlags: (Reader | null)[] = [];
    for (let i = 0; i < FLAGS.length; i++) readFlags[i] = readerOf(prototype, (FLAGS[i] as (typeof FLAGS)[number])[1]);
    return {
      prototype,
      recognises: (value) => isReadableBy(readSource, value),
      write: (encoding, value) => {
        let flags = '';
        for (let i = 0; i < FLAGS.length; i++) {
          if (readOr(readFlags[i] as Reader | null, value, false) === true)
            flags += (FLAGS[i] as (typeof FLAGS)[number])[0];
        }
        encoding.text += '["regexp",';
        writeString(encoding, readOr(readSource, value, '') as string);
        encoding.text += ',"' + flags + '"]';
      },
    };
  };

  const makeBoxed = (typeName: string): SpecialKind => {
    const prototype = prototypeOf(typeName);
    const readPrimitive = readerOf(prototype, 'valueOf');
    return {
      prototype,
      recognises: (value) => isReadableBy(readPrimitive, value),
      write: (encoding: Encoding, value, depthLeft) => {
        encoding.text += '["boxed",';
        writeValue(encoding, readOr(readPrimitive, value, undefined), depthLeft);
        encoding.text += ']';
      },
    };
  };

  return [
    makeCollection('Map', '["map"', new realm.Map()),
    makeCollection('Set', '["set"', new realm.Set()),
    makeDate(),
    makeRegExp(),
    makeBoxed('Number'),
    makeBoxed('String'),
    makeBoxed('Boolean'),
    makeBoxed('BigInt'),
  ];
}
