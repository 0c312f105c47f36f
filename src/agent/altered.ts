import type { Primitives, Realm } from './natives';

/** The functions that decide whether anything can be kept from the page: with these untouched, the others are found out. */
const LOOKED_AT = [
  'Reflect.apply',
  'Reflect.construct',
  'Object.defineProperty',
  'Object.getOwnPropertyDescriptor',
  'Object.setPrototypeOf',
  'JSON.parse',
  'WeakMap.prototype.get',
  'WeakMap.prototype.set',
  'EventTarget.prototype.addEventListener',
  'EventTarget.prototype.dispatchEvent',
  'MessagePort.prototype.postMessage',
  'MessagePort.prototype.start',
  'Function.prototype.toString',
  'MessageChannel',
  'MessageEvent',
  'Proxy',
  'WeakMap',
] as const;

/**
 * Names builtins that were not the browser's own any more when the agent came. A same-origin page can reach into a frame
 * before its first script (design, section 3), and a page that ran before DevTools opened may have patched what it
 * likes. This finds what does not hide; a page that also answers for `toString` is not found out.
 */
export function listAltered(realm: Realm, { apply, describe, append }: Primitives): string[] {
  const { toString } = realm.Function.prototype;
  const { split, endsWith } = realm.String.prototype;

  const find = (name: string): unknown => {
    const steps = apply(split, name, ['.']) as readonly string[];
    let holder: unknown = realm;
    for (let i = 0; i < steps.length; i += 1) holder = describe(holder as object, steps[i] as string)?.value;
    return holder;
  };
  const isNative = (name: string): boolean => {
    const value = find(name);
    if (typeof value !== 'function') return false;
    const own = describe(value, 'name')?.value as unknown;
    const text = apply(toString, value, []) as unknown;
    // `function name() { [native code] }`, in Firefox with line breaks. A bound function or a proxy has no name there.
    return (
      typeof text === 'string' &&
      typeof own === 'string' &&
      apply(endsWith, name, [own]) === true &&
      text.length > own.length + 9 &&
      apply(endsWith, text, ['[native code]\n}']) !== apply(endsWith, text, ['[native code] }'])
    );
  };

  const altered: string[] = [];
  for (let i = 0; i < LOOKED_AT.length; i += 1) {
    const name = LOOKED_AT[i] as string;
    if (!isNative(name)) append(altered, name);
  }
  return altered;
}
