import type { StackId } from '../protocol';
import type { Primitives, Realm } from './natives';
import type { AnyFunction } from './observe';
import type { StackReader } from './stackReader';

/** Stacks kept for somebody who may ask; older ones are forgotten. */
const MOST_KEPT = 1_024;

/** Stacks told without being asked for, at each flush: reading one takes tens of microseconds. */
const TOLD_AT_FLUSH = 16;

/** Longest text of a stack, in UTF-16 units. */
const LONGEST = 8_192;

/** Call stacks of the page. */
export type Stacks = {
  /**
   * Takes the stack of now.
   * @param trap our function that the page called: the stack begins below it, where the browser can leave ours out.
   * @returns null where no stacks are wanted.
   */
  take(trap: AnyFunction): StackId | null;
  /** Tells a stack; that there is none if it is not kept any more, as one is that was told before. */
  tell(id: StackId): void;
  /** Tells some of those that were taken since the last flush. */
  tellSome(): void;
  /** Take stacks from now on, or do not. */
  want(isWanted: boolean): void;
};

/**
 * Takes call stacks, which is cheap, and reads them later and not all, because writing their text is not (design, section
 * 3). A stack that was not read holds on to the functions in it, so few are kept.
 * @param tell told each text; null: reading it would have run code of the page.
 */
export function createStacks(
  realm: Realm,
  { apply, makeList }: Primitives,
  { capture, readText }: StackReader,
  tell: (id: StackId, text: string | null) => void,
): Stacks {
  const { slice } = realm.String.prototype;
  const kept = makeList<{ id: StackId; stack: object } | null>();
  for (let i = 0; i < MOST_KEPT; i += 1) kept[i] = null;
  let isWanted = false;
  let last = 0;
  let lastSeen = 0;

  const tellKept = (id: StackId): void => {
    const found = kept[id % MOST_KEPT];
    if (found?.id !== id) return;
    kept[id % MOST_KEPT] = null;
    const text = readText(found.stack);
    tell(id, text === null ? null : (apply(slice, text, [0, LONGEST] as never[]) as string));
  };

  return {
    take(trap) {
      if (!isWanted) return null;
      last += 1;
      kept[last % MOST_KEPT] = { id: last, stack: capture(trap) };
      return last;
    },
    tell(id) {
      if (kept[id % MOST_KEPT]?.id === id) tellKept(id);
      else tell(id, null);
    },
    tellSome() {
      for (let id = lastSeen + 1; id <= last && id <= lastSeen + TOLD_AT_FLUSH; id += 1) tellKept(id);
      lastSeen = last;
    },
    want(wanted) {
      isWanted = wanted;
    },
  };
}
