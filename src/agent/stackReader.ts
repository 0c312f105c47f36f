import type { AnyFunction } from './observe';
import type { Primitives, Realm } from './natives';

/** Reads stacks that were captured. */
export type StackReader = {
  /** The browser is of Chromium's family. */
  readonly isBlink: boolean;
  /** Takes the stack of now: `trap` and what it called are left out where the browser can. */
  capture(trap: AnyFunction): object;
  /** The text as the browser writes it; null where there is none, or reading it would run code of the page. */
  readText(stack: object): string | null;
  /**
   * The function that called `trap`, where the browser tells: V8 does so of sloppy code, at top level and in `eval` too;
   * SpiderMonkey by the function's own `.caller`, and only if the stack agrees.
   */
  findTopFunction(trap: AnyFunction): object | null;
};

/** V8's description of one frame of a stack. */
type CallSite = { getFunction(): unknown; isNative(): boolean };

/**
 * Makes a reader of stacks.
 *
 * V8 writes the text when it is first read, and for that it calls `Error.prepareStackTrace`, which pages define to get
 * hold of the functions on the stack: ours too. So for the moment of reading an own `prepareStackTrace` of ours stands on
 * `Error`, and what the page had there comes back unchanged. Where that cannot be done nothing is read.
 */
export function createStackReader(realm: Realm, { apply, describe, defineProperty, hasOwn }: Primitives): StackReader {
  const { Error, Function, Object, Reflect, String } = realm;
  const { isExtensible } = Object;
  const { deleteProperty } = Reflect;
  const { startsWith } = String.prototype;
  const captureStackTrace = (Error as { captureStackTrace?: AnyFunction }).captureStackTrace;
  // SpiderMonkey: an accessor of the prototype, except on what captureStackTrace made.
  const getStack = describe(Error.prototype, 'stack')?.get;
  const getCaller = describe(Function.prototype, 'caller')?.get;

  const capture: StackReader['capture'] = (trap) => {
    if (captureStackTrace === undefined) return new Error();
    const stack = { __proto__: null };
    apply(captureStackTrace, Error, [stack, trap] as never[]);
    return stack;
  };

  const read = (stack: object): unknown => {
    const own = describe(stack, 'stack');
    if (own === undefined) return getStack === undefined ? undefined : apply(getStack, stack, []);
    return own.get === undefined ? own.value : apply(own.get, stack, []);
  };

  const readWith = (prepare: unknown, stack: object): unknown => {
    const before = describe(Error, 'prepareStackTrace');
    const isReplaceable =
      before === undefined ? isExtensible(Error) : before.configurable === true && hasOwn(before, 'value');
    if (!isReplaceable) return undefined;
    defineProperty(Error, 'prepareStackTrace', { __proto__: null, value: prepare, configurable: true } as object);
    try {
      return read(stack);
    } finally {
      if (before === undefined) deleteProperty(Error, 'prepareStackTrace');
      else defineProperty(Error, 'prepareStackTrace', before);
    }
  };

  /** V8's description of the frame on top, or undefined elsewhere. */
  const readTopSite = (stack: object): CallSite | undefined => {
    let top: CallSite | undefined;
    readWith((_error: unknown, sites: readonly CallSite[]) => {
      if (sites.length > 0) top = sites[0];
      return '';
    }, stack);
    return top;
  };

  const own = readTopSite(new Error());
  const siteReaders = own === undefined ? null : { getFunction: own.getFunction, isNative: own.isNative };

  const readText = (stack: object): string | null => {
    const text = readWith(undefined, stack);
    return typeof text === 'string' ? text : null;
  };

  return {
    isBlink: siteReaders !== null,
    capture,
    readText,
    findTopFunction(trap) {
      const stack = capture(trap);
      if (siteReaders !== null) {
        const site = readTopSite(stack);
        if (site === undefined || apply(siteReaders.isNative as AnyFunction, site, []) === true) return null;
        const running = apply(siteReaders.getFunction as AnyFunction, site, []);
        return typeof running === 'function' ? running : null;
      }
      const caller = getCaller === undefined ? null : apply(getCaller, trap, []);
      if (typeof caller !== 'function') return null;
      const name: unknown = describe(caller, 'name')?.value;
      const text = readText(stack);
      if (typeof name !== 'string' || name === '' || text === null) return null;
      return apply(startsWith, text, [`${name}@`] as never[]) === true ? caller : null;
    },
  };
}
