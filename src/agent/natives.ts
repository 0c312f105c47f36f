/**
 * The page's builtins, taken before the page can change them, as plain functions of their receiver. Everything the
 * agent uses is in here or in value/natives.ts; nothing else of the page's world is read after start.
 *
 * Two habits keep it so everywhere in src/agent (lint enforces them): no `for…of`, spread or array destructuring, which
 * run `Array.prototype[Symbol.iterator]`; and no array method. Arrays that are written by index have no prototype
 * (makeList), so that a setter the page put on `Array.prototype` hears nothing; dictionaries for native calls have no
 * prototype, so that nothing inherited is read.
 */
export type Realm = typeof globalThis;

/** A list that page code cannot observe: an array without a prototype. Write by index only. */
export type List<T> = { length: number; [index: number]: T };

/** Turns a method into a function whose first parameter is the receiver. */
export type Uncurried<This, Args extends readonly unknown[], Result> = (self: This, ...args: Args) => Result;

/** A character that JSON text never holds as it is. */
const NOWHERE = '\u0000';

/** The few builtins that all of the agent needs. */
export type Primitives = ReturnType<typeof capturePrimitives>;

/**
 * Captures the builtins shared by every part of the agent.
 * @param realm the global object, untouched.
 */
export function capturePrimitives(realm: Realm) {
  const { Reflect, Object, JSON, WeakMap, Array, Proxy } = realm;
  const apply = Reflect.apply;
  const { setPrototypeOf, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { stringify, parse } = JSON;
  const { indexOf } = realm.String.prototype;
  const weakMapGet = WeakMap.prototype.get;
  const weakMapSet = WeakMap.prototype.set;
  const weakMapDelete = WeakMap.prototype.delete;
  const weakMapHas = WeakMap.prototype.has;
  return {
    Proxy,
    apply,
    construct: Reflect.construct,
    ownKeys: Reflect.ownKeys,
    keys: Object.keys,
    hasOwn: Object.hasOwn,
    isArray: Array.isArray,
    setPrototypeOf,
    defineProperty,
    getPrototypeOf,
    /**
     * As it is: what is absent from the descriptor is read from the page's Object.prototype, so ask by `hasOwn` first.
     * Only the value encoder uses it, for each property of each value, because it takes half the time of `describe`.
     */
    getOwnPropertyDescriptor,
    /** The own property's descriptor, without a prototype: what is absent from it reads as undefined. */
    describe: (object: object, key: PropertyKey): PropertyDescriptor | undefined => {
      const descriptor = getOwnPropertyDescriptor(object, key);
      return descriptor === undefined ? undefined : (setPrototypeOf(descriptor, null) as PropertyDescriptor);
    },
    /** JSON text of a string. A primitive string never meets `toJSON` (ECMA-262, SerializeJSONProperty step 2). */
    quote: (text: string): string => stringify(text),
    /** Adds to an array of ours by definition, so that a setter on `Array.prototype` hears nothing. */
    append: <T>(list: T[], item: T): void => {
      defineProperty(list, list.length, {
        __proto__: null,
        value: item,
        writable: true,
        enumerable: true,
        configurable: true,
      } as PropertyDescriptor);
    },
    /** Parses JSON text; only ever given what our own relay sent. */
    parse: (text: string): unknown => parse(text) as unknown,
    /**
     * The same text in one piece. Text put together is kept as its parts, which take several times as much memory; an
     * engine joins them when it has to search. The answer is used so that no optimiser leaves the question out.
     */
    flatten: (text: string): string => ((apply(indexOf, text, [NOWHERE]) as number) === 0 ? '' : text),
    makeList: <T>(): List<T> => setPrototypeOf([], null) as List<T>,
    /** A WeakMap that answers by captured methods only. */
    makeWeakMap: <K extends object, V>() => {
      const map = new WeakMap<K, V>();
      return {
        get: (key: K): V | undefined => apply(weakMapGet, map, [key]) as V | undefined,
        has: (key: K): boolean => apply(weakMapHas, map, [key]),
        set: (key: K, value: V): void => void apply(weakMapSet, map, [key, value]),
        delete: (key: K): void => void apply(weakMapDelete, map, [key]),
      };
    },
  };
}
