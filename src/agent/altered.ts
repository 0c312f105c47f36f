import type { Realm } from './natives';

/** Names a function that decides what of ours the page could get hold of, and finds it. */
type LookedAt = readonly [holder: string, place: 'static' | 'prototype', name: string];

const LOOKED_AT: readonly LookedAt[] = [
  ['Reflect', 'static', 'apply'],
  ['Reflect', 'static', 'construct'],
  ['Object', 'static', 'defineProperty'],
  ['Object', 'static', 'getOwnPropertyDescriptor'],
  ['Object', 'static', 'setPrototypeOf'],
  ['JSON', 'static', 'parse'],
  ['JSON', 'static', 'stringify'],
  ['globalThis', 'static', 'Proxy'],
  ['globalThis', 'static', 'WeakMap'],
  ['globalThis', 'static', 'MessageEvent'],
  ['globalThis', 'static', 'structuredClone'],
  ['Function', 'prototype', 'toString'],
  ['String', 'prototype', 'indexOf'],
  ['WeakMap', 'prototype', 'get'],
  ['WeakMap', 'prototype', 'set'],
  ['EventTarget', 'prototype', 'addEventListener'],
  ['EventTarget', 'prototype', 'dispatchEvent'],
  ['MessagePort', 'prototype', 'postMessage'],
  ['MessagePort', 'prototype', 'start'],
];

type Holder = { [name: string]: unknown } & { prototype: { [name: string]: unknown } };

/**
 * Whether builtins were the page's own already when the agent came, and which was found first. A same-origin page can
 * reach into a frame before its first script (design, section 3). This finds what does not hide: a page that answers for
 * `toString` as well is not found out.
 *
 * Nothing of ours is handed to anything here, because any of it may be the page's.
 */
export function findAltered(realm: Realm): string | null {
  try {
    const { apply } = realm.Reflect;
    const { toString } = realm.Function.prototype;
    for (let i = 0; i < LOOKED_AT.length; i += 1) {
      const looked = LOOKED_AT[i] as LookedAt;
      const name = looked[2];
      const holder = (realm as unknown as { [name: string]: Holder })[looked[0]] as Holder;
      const text = apply(toString, looked[1] === 'static' ? holder[name] : holder.prototype[name], []);
      // Firefox writes it on three lines.
      const isNative =
        text === `function ${name}() { [native code] }` || text === `function ${name}() {\n    [native code]\n}`;
      if (!isNative) return `${looked[0]}.${name}`;
    }
    return null;
  } catch {
    return 'Reflect.apply';
  }
}
