import { startOf } from './clocks';
import type { Message, Realm } from './types';

/** A message that, by the clocks, reached a realm before it was posted; order: of its delivery there. */
type Early = { order: number; message: Message };

/**
 * Puts messages in the order of time, in place where they are so already. The clocks of two realms differ a little, or
 * tie: then an answer would stand before its call. So what a realm posted comes after all that it had got by then,
 * whose order it told.
 */
export function sortMessages(rows: Message[]): Message[] {
  rows.sort((one, other) => startOf(one) - startOf(other) || one.id - other.id);
  const early = findEarly(rows);
  return early.size === 0 ? rows : putBehind(rows, early);
}

/** By receiver, in the order of deliveries. */
function findEarly(rows: readonly Message[]): Map<Realm, Early[]> {
  const early = new Map<Realm, Early[]>();
  for (const message of rows) {
    const { post, delivery } = message;
    if (post === null || delivery === null || post.teller === delivery.realm) continue;
    if (delivery.realm.timeOrigin + delivery.at <= startOf(message)) addEarly(early, message);
  }
  return early;
}

/** Keeps the order of deliveries, in which they nearly come. */
function addEarly(early: Map<Realm, Early[]>, message: Message): void {
  const { delivery } = message;
  if (delivery === null) return;
  const { realm, order } = delivery;
  let list = early.get(realm);
  if (list === undefined) early.set(realm, (list = []));
  let place = list.length;
  while (place > 0 && (list[place - 1] as Early).order > order) place -= 1;
  list.splice(place, 0, { order, message });
}

/** Every message waits until the last one that its sender had got has been put. */
function putBehind(rows: readonly Message[], early: Map<Realm, Early[]>): Message[] {
  const done = new Set<Message>();
  const waiting = new Map<Message, Message[]>();
  /** What came early because it waited: its receiver's posts have to wait for it in turn. */
  const held = new Map<Realm, Early[]>();
  const put = (first: Message): void => {
    const stack = [first];
    for (let message = stack.pop(); message !== undefined; message = stack.pop()) {
      const cause = findCause(message, early, done) ?? findCause(message, held, done);
      if (cause === null) {
        done.add(message);
        const freed = waiting.get(message) ?? [];
        for (let i = freed.length - 1; i >= 0; i -= 1) stack.push(freed[i] as Message);
        waiting.delete(message);
      } else {
        const others = waiting.get(cause);
        if (others === undefined) waiting.set(cause, [message]);
        else others.push(message);
        addEarly(held, message);
      }
    }
  };
  for (const message of rows) put(message);
  // Only forged records can wait for each other.
  for (const message of rows) done.add(message);
  return [...done];
}

/** The last message that its sender had got before it, and that is not put yet. */
function findCause({ post }: Message, early: Map<Realm, Early[]>, done: Set<Message>): Message | null {
  const list = post === null ? undefined : early.get(post.teller);
  if (list === undefined || post === null) return null;
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as Early).order <= post.order) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i -= 1) {
    const { message } = list[i] as Early;
    if (!done.has(message)) return message.post === post ? null : message;
    // What came to one realm was posted in nearly that order: further back all is put.
    if (low - i > MOST_BACK) return null;
  }
  return null;
}

/** How far back a message is looked for that is not put yet. */
const MOST_BACK = 32;
