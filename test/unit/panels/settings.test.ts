import { describe, expect, test } from '@jest/globals';
import { createSettings, DEFAULT_SETTINGS } from '../../../panels/settings';

/** A shelf with one thing on it. */
function shelfWith(text: string | null) {
  let kept = text;
  return { getItem: () => kept, setItem: (_: string, next: string) => void (kept = next) };
}

describe('settings', () => {
  test('are remembered', () => {
    const shelf = shelfWith(null);
    const first = createSettings(shelf);
    expect(first.current).toEqual(DEFAULT_SETTINGS);
    first.change({ isNoiseShown: true });
    first.change({ isTakingStacks: true });
    expect(createSettings(shelf).current).toEqual({ isNoiseShown: true, isTakingStacks: true });
  });

  test.each(['', 'null', '[]', '{"isNoiseShown": "yes"}', '{not json', '7'])(
    'are the default where %s is kept',
    (text) => {
      expect(createSettings(shelfWith(text)).current).toEqual(DEFAULT_SETTINGS);
    },
  );

  test('hold for the while where nothing can be kept', () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    const store = createSettings({ getItem: refuse, setItem: refuse });
    store.change({ isNoiseShown: true });
    expect(store.current.isNoiseShown).toBe(true);
  });
});
