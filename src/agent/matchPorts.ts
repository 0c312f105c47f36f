import type { HandleId } from '../protocol';
import type { BaseContext } from './context';

/** Values looked at, and levels of nesting, before a search for ports gives up: they seldom lie deep. */
const MOST_VALUES = 2_000;
const MOST_LEVELS = 64;

/**
 * Finds out which new port is which transferred one.
 * @param given the value that was cloned; its ports are detached now.
 * @param made what the clone is: fresh and inert.
 * @param handles of the transferred ports.
 * @returns for each of these its new handle; null where that was not seen, also because the value did not hold the port.
 */
export type PortMatcher = (given: unknown, made: unknown, handles: readonly HandleId[]) => (HandleId | null)[];

/**
 * Makes a matcher of ports. It walks both values in parallel: plain objects, arrays, Maps and Sets of the clone, and
 * beside each what stands in its place in the original, by own data properties, so that nothing runs. (What was cloned
 * holds no proxy, but for the exception that value/encodeValue.ts names.)
 */
export function createPortMatcher({ realm, primitives, registry, dom }: BaseContext): PortMatcher {
  const { apply, append, describe, getPrototypeOf, isArray, keys, makeWeakMap } = primitives;
  const objectPrototype = realm.Object.prototype;
  const forEachOfMap = realm.Map.prototype.forEach;
  const forEachOfSet = realm.Set.prototype.forEach;

  return (given, made, handles) => {
    const found: (HandleId | null)[] = [];
    for (let i = 0; i < handles.length; i += 1) append(found, null);
    const seen = makeWeakMap<object, true>();
    /** New ports whose place in the original could not be read. */
    const strangers: MessagePort[] = [];
    let valuesLeft = MOST_VALUES;

    const match = (old: unknown, port: MessagePort): void => {
      const known = registry.findPort(old);
      for (let i = 0; i < handles.length; i += 1) {
        if (known?.id !== handles[i]) continue;
        found[i] = registry.addArrival(port).id;
        return;
      }
      append(strangers, port);
    };

    /** Keys and values of a Map, or values of a Set, as far as the budget reaches; null for anything else. */
    const listEntries = (collection: unknown): unknown[] | null => {
      const entries: unknown[] = [];
      const take = (value: unknown, key: unknown): void => {
        if (entries.length >= valuesLeft) return;
        append(entries, key);
        append(entries, value);
      };
      try {
        apply(forEachOfMap, collection, [take]);
        return entries;
      } catch {
        // Not a Map.
      }
      try {
        apply(forEachOfSet, collection, [take]);
        return entries;
      } catch {
        return null;
      }
    };

    const walkList = (old: unknown, list: readonly unknown[], levelsLeft: number): void => {
      for (let i = 0; i < list.length && valuesLeft > 0; i += 1) walk(read(old, i), read(list, i), levelsLeft);
    };

    const walk = (old: unknown, value: unknown, levelsLeft: number): void => {
      valuesLeft -= 1;
      if (typeof value !== 'object' || value === null || valuesLeft <= 0 || levelsLeft <= 0 || seen.has(value)) return;
      seen.set(value, true);
      if (isArray(value)) return walkList(old, value, levelsLeft - 1);
      if (getPrototypeOf(value) === objectPrototype) {
        const names = keys(value);
        for (let i = 0; i < names.length && valuesLeft > 0; i += 1) {
          walk(read(old, names[i] as string), read(value, names[i] as string), levelsLeft - 1);
        }
      } else if (dom.isMessagePort(value)) match(old, value);
      else {
        const entries = listEntries(value);
        if (entries !== null) walkList(listEntries(old), entries, levelsLeft - 1);
      }
    };

    /** An own data property; undefined where there is none. */
    const read = (holder: unknown, key: PropertyKey): unknown =>
      typeof holder === 'object' && holder !== null ? describe(holder, key)?.value : undefined;

    walk(given, made, MOST_LEVELS);
    let missing = -1;
    let missingCount = 0;
    for (let i = 0; i < found.length; i += 1) {
      if (found[i] !== null) continue;
      missing = i;
      missingCount += 1;
    }
    // New ports come from nowhere but the list: what is left over on both sides is the same one.
    const stranger = read(strangers, 0);
    if (missingCount === 1 && stranger !== undefined) found[missing] = registry.addArrival(stranger as MessagePort).id;
    return found;
  };
}
