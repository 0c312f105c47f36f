import type { Primitives } from './natives';

/** A proxy of ours, and the native it stands for. */
export type Mask = readonly [proxy: object, native: object];

/** Which proxies are ours: this realm's, and those of neighbours that were met. */
export type Masks = {
  /** This realm's own, in the order they were made. */
  readonly list: readonly Mask[];
  /** Says that a proxy of this realm stands for that native. */
  add(proxy: object, native: object): void;
  /** Says it of a neighbour's proxy. */
  learn(mask: Mask): void;
  /** The native behind a proxy of ours, or undefined. */
  nativeOf(proxy: object): object | undefined;
};

/** Remembers proxies and their natives, for `Function.prototype.toString` and for `new.target`. */
export function createMasks({ makeWeakMap, append }: Primitives): Masks {
  const natives = makeWeakMap<object, object>();
  const list: Mask[] = [];
  return {
    list,
    add(proxy, native) {
      natives.set(proxy, native);
      append(list, [proxy, native]);
    },
    learn(mask) {
      natives.set(mask[0], mask[1]);
    },
    nativeOf: natives.get,
  };
}
