import type { Link } from './link';

/** Two ends of one link in memory. Delivery is synchronous; `cut` ends it as a crash would, telling both ends. */
export type MemoryLink<A, B> = { left: Link<A, B>; right: Link<B, A>; cut(): void };

/** Makes a link whose two ends live in one world: the twin of every real transport in tests. */
export function createMemoryLink<A, B>(): MemoryLink<A, B> {
  let isOpen = true;
  const toLeft = new Set<(message: B) => void>();
  const toRight = new Set<(message: A) => void>();
  const leftEnders: (() => void)[] = [];
  const rightEnders: (() => void)[] = [];

  const makeEnd = <Out, In>(
    out: Set<(message: Out) => void>,
    inward: Set<(message: In) => void>,
    own: (() => void)[],
    other: (() => void)[],
  ): Link<Out, In> => ({
    send(message) {
      if (isOpen) for (const listener of [...out]) listener(message);
      return isOpen;
    },
    listen(listener) {
      inward.add(listener);
      return () => void inward.delete(listener);
    },
    onEnd: (listener) => void own.push(listener),
    close() {
      if (!isOpen) return;
      isOpen = false;
      for (const end of other) end();
    },
  });

  return {
    left: makeEnd(toRight, toLeft, leftEnders, rightEnders),
    right: makeEnd(toLeft, toRight, rightEnders, leftEnders),
    cut() {
      if (!isOpen) return;
      isOpen = false;
      for (const end of [...leftEnders, ...rightEnders]) end();
    },
  };
}
