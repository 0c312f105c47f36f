import type { Delivery, Latency, Message, Model, Post, Realm } from './types';

/**
 * Clocks of different realms. Each realm counts its own `performance.now()` from its own `timeOrigin`, and the origins
 * of two processes need not agree. No message arrives before it was posted, so every paired message bounds the offset:
 * with d = delivered − posted by unadjusted clocks, the receiver's clock is at most min(d) ahead, and by the messages
 * the other way at least −min(d') ahead. The offset is taken as 0 where that range allows it, and else as the end of
 * the range nearest to 0: the smallest correction that no observation contradicts.
 */
export type ClockOffset = {
  /** Milliseconds by which the receiver's clock is taken to be ahead of the sender's. */
  ms: number;
  /** The range that the messages seen so far allow; null: not bounded on that side. */
  atLeast: number | null;
  atMost: number | null;
};

/** Clocks of two processes are not compared more closely than this, in ms. */
export const CLOCK_SLACK = 20;

/** Takes note of what a paired message says of the clocks of its two realms. */
export function noteClocks(model: Model, post: Post, delivery: Delivery): void {
  if (post.teller === delivery.realm) return;
  const difference = unadjusted(post, delivery);
  let receivers = model.clocks.get(post.teller);
  if (receivers === undefined) model.clocks.set(post.teller, (receivers = new Map<Realm, number>()));
  const smallest = receivers.get(delivery.realm);
  if (smallest === undefined || difference < smallest) receivers.set(delivery.realm, difference);
}

/** The offset between two realms' clocks, from what was seen so far. */
export function clockOffset(model: Model, sender: Realm, receiver: Realm): ClockOffset {
  const atMost = model.clocks.get(sender)?.get(receiver) ?? null;
  const back = model.clocks.get(receiver)?.get(sender) ?? null;
  const atLeast = back === null ? null : -back;
  const ms = atMost !== null && atMost < 0 ? atMost : atLeast !== null && atLeast > 0 ? atLeast : 0;
  return { ms, atLeast, atMost };
}

/** How long a message took from the call of `postMessage` to the event at the receiver. Never negative. */
export function latencyOf(model: Model, { post, delivery }: Message): Latency {
  if (post === null) return { ms: null, reason: unseenPost(delivery) };
  if (post.failure !== null) return { ms: null, reason: 'The post failed; nothing was sent.' };
  if (delivery === null) return { ms: null, reason: 'No delivery was seen.' };
  if (post.teller === delivery.realm) {
    return { ms: Math.max(0, delivery.at - post.at), isEstimated: false, note: 'Measured with one clock.' };
  }
  const { ms: offset, atLeast, atMost } = clockOffset(model, post.teller, delivery.realm);
  const ms = Math.max(0, unadjusted(post, delivery) - offset);
  const range = `${bound(atLeast)} to ${bound(atMost)} ms`;
  return {
    ms,
    isEstimated: true,
    note: `Measured with the clocks of two realms; their offset is taken as ${offset.toFixed(1)} ms (messages seen allow ${range}).`,
  };
}

/** When a message was posted, or else delivered: milliseconds since 1970 by the clock of the realm that saw it. */
export function startOf({ post, delivery }: Pick<Message, 'post' | 'delivery'>): number {
  if (post !== null) return post.teller.timeOrigin + post.at;
  return delivery === null ? 0 : delivery.realm.timeOrigin + delivery.at;
}

function unadjusted(post: Post, delivery: Delivery): number {
  return delivery.realm.timeOrigin + delivery.at - (post.teller.timeOrigin + post.at);
}

function unseenPost(delivery: Delivery | null): string {
  switch (delivery?.carrier.type) {
    case 'window':
      return 'The post was not seen, or could not be told from others: across origins a message to a window is seen at its receiver only.';
    case 'worker':
    case 'service-worker':
      return 'The post was not seen: no agent runs inside the worker.';
    default:
      return 'The post was not seen.';
  }
}

function bound(ms: number | null): string {
  return ms === null ? 'anything' : ms.toFixed(1);
}
