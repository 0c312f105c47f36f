/** What the user chose for good: kept when DevTools closes, the same for every inspected page. */
export type Settings = {
  /** Messages that a tool in the browser sends are shown among the page's own. */
  isNoiseShown: boolean;
  /** Agents note the call stack of every post and of every added listener. */
  isTakingStacks: boolean;
};

/** As it is until the user chose. */
export const DEFAULT_SETTINGS: Settings = { isNoiseShown: false, isTakingStacks: false };

/** Holds the settings, and writes each change where it is found the next time. */
export type SettingsStore = {
  readonly current: Settings;
  change(change: Partial<Settings>): void;
};

/** What is needed of `localStorage`. */
type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'portscope-settings';

/**
 * @param shelf where settings are kept; null: nowhere. One that refuses (its user blocks all storage, or it is full)
 *   costs nothing but the memory.
 */
export function createSettings(shelf: Shelf | null): SettingsStore {
  let current = { ...DEFAULT_SETTINGS, ...readShelf(shelf) };
  return {
    get current() {
      return current;
    },
    change(change) {
      current = { ...current, ...change };
      try {
        shelf?.setItem(KEY, JSON.stringify(current));
      } catch {
        // Then they hold until the panel is closed.
      }
    },
  };
}

/** What is on the shelf and has the right type: another version may have written it. */
function readShelf(shelf: Shelf | null): Partial<Settings> {
  let kept: unknown;
  try {
    kept = JSON.parse(shelf?.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
  if (typeof kept !== 'object' || kept === null) return {};
  const { isNoiseShown, isTakingStacks } = kept as Record<string, unknown>;
  return {
    ...(typeof isNoiseShown === 'boolean' && { isNoiseShown }),
    ...(typeof isTakingStacks === 'boolean' && { isTakingStacks }),
  };
}

/** The panel page's own storage, or null where the browser denies even the look at it. */
export function openShelf(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
