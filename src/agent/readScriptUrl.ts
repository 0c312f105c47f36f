import type { Primitives, Realm } from './natives';

/** Reads the first argument of `new Worker` and `new SharedWorker`; null where only the native may read it. */
export type ScriptUrlReader = (url: unknown) => string | null;

/** Makes a reader of script URLs: as the page gave them, so they may be relative. */
export function createScriptUrlReader({ URL }: Realm, { apply, describe }: Primitives): ScriptUrlReader {
  const getHref = describe(URL.prototype, 'href')?.get as () => string;
  return (url) => {
    if (typeof url === 'string') return url;
    try {
      return apply(getHref, url, []) as string;
    } catch {
      return null;
    }
  };
}
