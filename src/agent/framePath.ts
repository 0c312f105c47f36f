import type { FramePath } from '../protocol';
import type { Primitives } from './natives';
import type { SearchWindows } from './searchWindows';

/** Finds where a window stands; null if the value is not a window. */
export type FindPath = (window: unknown) => FramePath | null;

/**
 * Names windows by where they stand in the frame trees that can be searched, by comparing WindowProxies, which works
 * across origins. A window that is in none of them, as a popup that this realm opened, gets a number.
 */
export function createFramePaths({ makeWeakMap }: Primitives, searchWindows: SearchWindows): FindPath {
  const others = makeWeakMap<object, FramePath>();
  let lastOther = 0;

  return (window) => {
    if (typeof window !== 'object' || window === null) return null;
    let path = others.get(window) ?? null;
    if (path !== null) return path;
    searchWindows((candidate, candidatePath) => {
      if (candidate !== window) return false;
      path = candidatePath;
      return true;
    });
    if (path !== null) return path;
    lastOther += 1;
    path = `window[${lastOther}]`;
    others.set(window, path);
    return path;
  };
}
