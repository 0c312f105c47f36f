import { TOP_PATH, type FramePath } from '../protocol';
import type { Primitives, Realm } from './natives';

/** Windows looked at before a search for one gives up: a page can make frames without end. */
const MOST_WINDOWS = 500;

/** Finds windows in the frame tree. */
export type FramePaths = { pathOf(window: unknown): FramePath | null };

/**
 * Names windows by where they stand in the frame tree, by comparing WindowProxies. `top`, `length` and the indexed
 * frames may be read across origins (HTML, 7.2.1.3), so a name is found for cross-origin windows too.
 */
export function createFramePaths(realm: Realm, primitives: Primitives): FramePaths {
  // `top` is [LegacyUnforgeable]; `length` is replaceable on one's own window, so its getter is taken now.
  const top = realm.top as Window;
  const getLength = primitives.describe(realm, 'length')?.get as () => number;
  const countFrames = (window: Window): number => {
    try {
      return primitives.apply(getLength, window, []) as number;
    } catch {
      return window.length;
    }
  };
  const search = (wanted: unknown, from: Window, path: FramePath, seen: { count: number }): FramePath | null => {
    seen.count += 1;
    if (from === wanted) return path;
    const frames = countFrames(from);
    for (let i = 0; i < frames && seen.count < MOST_WINDOWS; i += 1) {
      const found = search(wanted, from[i] as Window, `${path}.frames[${i}]`, seen);
      if (found !== null) return found;
    }
    return null;
  };

  return {
    pathOf(window) {
      if (typeof window !== 'object' || window === null) return null;
      return search(window, top, TOP_PATH, { count: 0 });
    },
  };
}
