import { startOf } from './clocks';
import type { Message, Realm } from './types';

/**
 * A message that the clocks put wrong: it reached a realm before it was posted (order: of its delivery there), or a
 * window was called before an earlier call of it (order: the number of the call).
 */
type Early = { order: number; message: Message };

/** What others have to wait for, each in its order. */
type Causes = {
  /** By receiver: what it posted after it got this. */
  got: Map<Realm, Early[]>;
  /** By the window's realm: calls after this one. */
  called: Map<Realm, Early[]>;
};

/**
 * Puts messages in the order of time, in place where they are so already. The clocks of two realms differ a little, or
 * tie: then an answer would stand before its call. So what a realm posted comes after all that it had got by then,
 * whose order it told; and the calls of one window's `postMessage`, which two realms may tell, come in their order.
 */
export function sortMessages(rows: Message[]): Message[] {
  rows.sort((one, other) => startOf(one) - startOf(other) || one.id - other.id);
  const causes = { got: findEarly(rows), called: findLateCalls(rows) };
  return causes.got.size + causes.called.size === 0 ? rows : putBehind(rows, causes);
}

/** By receiver, in the order of deliveries. */
function findEarly(rows: readonly Message[]): Map<Realm, Early[]> {
  const early = new Map<Realm, Early[]>();
  for (const message of rows) {
    const { post, delivery } = message;
    if (post === null || delivery === null || post.teller === delivery.realm) continue;
    if (delivery.realm.timeOrigin + delivery.at <= startOf(message)) addDelivery(early, message);
  }
  return early;
}

/** By the window's realm, in the order of its calls: those that stand behind a later one. */
function findLateCalls(rows: readonly Message[]): Map<Realm, Early[]> {
  const late = new Map<Realm, Early[]>();
  const latest = new Map<Realm, number>();
  for (const message of rows) {
    const called = callOf(message);
    if (called === null) continue;
    const { realm, call } = called;
    if (call < (latest.get(realm) ?? 0)) insert(late, realm, call, message);
    else latest.set(realm, call);
  }
  return late;
}

/** Which call of whose `postMessage` it was; null for all else. */
function callOf({ post }: Message): { realm: Realm; call: number } | null {
  if (post === null || post.window === null || post.carrier.type !== 'window') return null;
  const { realm } = post.carrier;
  return realm === null || post.window.isBorrowed ? null : { realm, call: post.window.call };
}

function addDelivery(lists: Map<Realm, Early[]>, message: Message): void {
  if (message.delivery !== null) insert(lists, message.delivery.realm, message.delivery.order, message);
}

/** Keeps a list in order, in which it nearly comes. */
function insert(lists: Map<Realm, Early[]>, realm: Realm, order: number, message: Message): void {
  let list = lists.get(realm);
  if (list === undefined) lists.set(realm, (list = []));
  let place = list.length;
  while (place > 0 && (list[place - 1] as Early).order > order) place -= 1;
  list.splice(place, 0, { order, message });
}

/** Every message waits until the last one that its sender had got has been put, and every call for the one before. */
function putBehind(rows: readonly Message[], { got, called }: Causes): Message[] {
  const done = new Set<Message>();
  const waiting = new Map<Message, Message[]>();
  /** What came early because it waited: its receiver's posts have to wait for it in turn. */
  const held = new Map<Realm, Early[]>();
  const causeOf = (message: Message): Message | null => {
    const { post } = message;
    if (post === null) return null;
    const call = callOf(message);
    return (
      findCause(message, got.get(post.teller), post.order, done) ??
      findCause(message, held.get(post.teller), post.order, done) ??
      (call === null ? null : findCause(message, called.get(call.realm), call.call - 1, done))
    );
  };
  const put = (first: Message): void => {
    const stack = [first];
    for (let message = stack.pop(); message !== undefined; message = stack.pop()) {
      const cause = causeOf(message);
      if (cause === null) {
        done.add(message);
        const freed = waiting.get(message) ?? [];
        for (let i = freed.length - 1; i >= 0; i -= 1) stack.push(freed[i] as Message);
        waiting.delete(message);
      } else {
        const others = waiting.get(cause);
        if (others === undefined) waiting.set(cause, [message]);
        else others.push(message);
        addDelivery(held, message);
        const call = callOf(message);
        if (call !== null) insert(called, call.realm, call.call, message);
      }
    }
  };
  for (const message of rows) put(message);
  // Only forged records can wait for each other.
  for (const message of rows) done.add(message);
  return [...done];
}

/** The last message of a list, up to an order, that is not put yet. */
function findCause(
  message: Message,
  list: readonly Early[] | undefined,
  order: number,
  done: Set<Message>,
): Message | null {
  if (list === undefined) return null;
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as Early).order <= order) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i -= 1) {
    const { message: cause } = list[i] as Early;
    if (!done.has(cause)) return cause.post === message.post ? null : cause;
    // What came to one realm was posted in nearly that order: further back all is put.
    if (low - i > MOST_BACK) return null;
  }
  return null;
}

/** How far back a message is looked for that is not put yet. */
const MOST_BACK = 32;
