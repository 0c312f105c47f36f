import type { createErrorReader } from './errorReader';
import type { List, Primitives, Realm } from './natives';

/**
 * Finds the first port that was transferred away, without touching any.
 * @param from where in the list to begin.
 * @returns its index; the list's length if all are here.
 * @throws what the browser threw, if that is not what it always throws.
 */
export type Probe = (ports: List<object>, from: number) => number;

/**
 * Makes the probe of design section 3, if this browser has it: a `structuredClone` whose transfer list ends with a port
 * that is detached always throws, before it transfers anything, and in Chromium the message names the index of the first
 * detached port. In Firefox a failing transfer kills the ports before the failing one, so there it must never run. It is
 * tried on ports of our own.
 *
 * No page code runs by it. Lists have no prototype, so there is no iterator to call: Chromium reads arrays by index, and
 * Firefox fails here at the very first list. The exception's stack is not read, so that nothing formats it.
 *
 * @param realm untouched: what was altered might hand our ports, and the page's, to somebody.
 * @returns null where ports cannot be probed.
 */
export function createProbe(
  { structuredClone, MessageChannel, WeakRef }: Realm,
  { makeList }: Primitives,
  describeError: ReturnType<typeof createErrorReader>,
): Probe | null {
  const listOf = (...ports: object[]): List<object> => {
    const list = makeList<object>();
    for (let i = 0; i < ports.length; i += 1) list[i] = ports[i] as object;
    return list;
  };
  const clone = (value: unknown, transfer: List<object>): void =>
    void structuredClone(value, { __proto__: null, transfer } as never);
  const makeDetached = (): object => {
    const { port1 } = new MessageChannel();
    clone(port1, listOf(port1));
    return port1;
  };
  /** What the browser says of a detached port, without the index; learned at the first probe. */
  let said: string | null = null;

  try {
    const detached = makeDetached();

    const probe: Probe = (ports, from) => {
      const list = makeList<object>();
      for (let i = from; i < ports.length; i += 1) list[i - from] = ports[i] as object;
      list[list.length] = detached;
      try {
        clone(0, list);
      } catch (error) {
        const { index, text } = readIndex(describeError(error).message);
        said ??= text;
        if (text === said && index < list.length) return from + index;
        throw error;
      }
      return -1;
    };

    const live = new MessageChannel();
    const ended = new MessageChannel();
    live.port1.postMessage(0);
    ended.port1.close();
    const here = listOf(live.port1, live.port2, ended.port1, ended.port2);
    const mixed = listOf(live.port1, makeDetached(), live.port2, makeDetached());
    const isHarmless =
      probe(listOf(), 0) === 0 &&
      probe(here, 0) === 4 &&
      probe(mixed, 0) === 1 &&
      probe(mixed, 2) === 3 &&
      probe(here, 0) === 4;
    return isHarmless && typeof WeakRef === 'function' ? probe : null;
  } catch {
    return null;
  }
}

/** The number in a message, NaN if there is none, and the message without it. No method of the page's strings is used. */
function readIndex(message: string): { index: number; text: string } {
  let digits = '';
  let text = '';
  for (let i = 0; i < message.length; i += 1) {
    const letter = message[i] as string;
    if (letter >= '0' && letter <= '9') digits += letter;
    else text += letter;
  }
  return { index: digits === '' ? NaN : +digits, text };
}
