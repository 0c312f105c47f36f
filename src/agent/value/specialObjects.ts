import type { Primitives } from '../natives';
import type { Encoding } from './encoding';

/** A type of object with internal state of its own, which its brand tells, not its prototype. */
export type SpecialKind = {
  /** Objects with this prototype are probably of the kind; null: no single prototype, or the realm lacks the type. */
  readonly prototype: object | null;
  /** Brand check: runs no page code, does not throw. */
  readonly recognises: (value: object) => boolean;
  /** Writes an object that was recognised. */
  readonly write: (encoding: Encoding, value: object, depthLeft: number) => void;
};

/**
 * Makes the function that finds an object's kind, or null for an ordinary object.
 *
 * A failing brand check throws, which costs some 2 µs, and there are dozens. So what was found is remembered by
 * prototype: a class of the page is examined once. A remembered kind is checked again for each object; a remembered
 * "ordinary" is not, nor is an object whose prototype is this realm's Object.prototype or null. So a builtin that was
 * given such a prototype by hand is written as a plain object; its clone at the receiver is not.
 * @param kinds in the order of asking: a kind before those whose brand also accepts it.
 */
export function createKindFinder(objectPrototype: object, primitives: Primitives, kinds: readonly SpecialKind[]) {
  const { getPrototypeOf, makeWeakMap } = primitives;
  const byPrototype = makeWeakMap<object, SpecialKind | typeof ORDINARY>();
  const plain = {};

  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i] as SpecialKind;
    if (kind.prototype !== null) byPrototype.set(kind.prototype, kind);
  }

  const examine = (value: object): SpecialKind | null => {
    for (let i = 0; i < kinds.length; i++) {
      const kind = kinds[i] as SpecialKind;
      // A check that accepts anything (Node's MessagePort has one) says nothing.
      if (kind.recognises(value) && !kind.recognises(plain)) return kind;
    }
    return null;
  };

  return (value: object): SpecialKind | null => {
    const prototype = getPrototypeOf(value) as object | null;
    if (prototype === objectPrototype || prototype === null) return null;
    const known = byPrototype.get(prototype);
    if (known === ORDINARY) return null;
    if (known !== undefined && known.recognises(value)) return known;
    const found = examine(value);
    if (known === undefined) byPrototype.set(prototype, found ?? ORDINARY);
    return found;
  };
}

const ORDINARY = 'ordinary';
