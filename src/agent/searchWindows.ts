import { TOP_PATH, type FramePath } from '../protocol';
import type { Primitives, Realm } from './natives';

/** Windows looked at before a search gives up: a page can make frames without end. */
const MOST_WINDOWS = 500;

/** Looks at the windows that can be reached from a realm, until `visit` says true. */
export type SearchWindows = (visit: (window: unknown, path: FramePath) => boolean) => void;

/**
 * Makes a search through the windows of the realm's own frame tree, and then of its opener's. `top`, `opener`, `length`
 * and the indexed frames may be read across origins (HTML, 7.2.1.3).
 */
export function createWindowSearch(realm: Realm, primitives: Primitives): SearchWindows {
  // `top` is [LegacyUnforgeable]; the others can be replaced on one's own window, so their getters are taken now.
  const top = realm.top as Window;
  const getLength = primitives.describe(realm, 'length')?.get as () => number;
  const getOpener = primitives.describe(realm, 'opener')?.get as () => Window | null;

  const countFrames = (window: Window): number => {
    try {
      return primitives.apply(getLength, window, []) as number;
    } catch {
      return window.length;
    }
  };
  /** @returns true once the search is over. */
  const searchTree = (
    root: Window,
    path: FramePath,
    visit: Parameters<SearchWindows>[0],
    seen: { count: number },
  ): boolean => {
    seen.count += 1;
    if (visit(root, path)) return true;
    const frames = countFrames(root);
    for (let i = 0; i < frames; i += 1) {
      if (seen.count >= MOST_WINDOWS) return true;
      if (searchTree(root[i] as Window, `${path}.frames[${i}]`, visit, seen)) return true;
    }
    return false;
  };

  return (visit) => {
    const seen = { count: 0 };
    if (searchTree(top, TOP_PATH, visit, seen)) return;
    // Frames have no opener of their own; the whole tree came of their top's.
    const opener = realm.window === top ? (primitives.apply(getOpener, realm, []) as Window | null) : null;
    if (opener !== null) searchTree(opener.top as Window, 'opener.top', visit, seen);
  };
}
