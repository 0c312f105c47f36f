import { CLOCK_SLACK, startOf } from './clocks';
import { compareDigests, digestOf } from './digests';
import type { Message } from './types';

/** Where a list of posts and a list of deliveries meet: that post led to that delivery. Indices from 0. */
export type Anchor = { post: number; delivery: number };

/** Longer lists are compared only so far. */
export const MOST_ALIGNED = 256;

/**
 * Finds where posts and deliveries of one direction meet again, after some of either were not seen (a port was in a
 * worker for a while, or channel and recording did not begin together). What follows is in the same order on both
 * sides, so one message that can be told from all others is enough: its digest stands once among the posts and once
 * among the deliveries, and nothing that then stands beside each other differs.
 * @returns the first two that stand beside each other; null if that cannot be told (yet).
 */
export function findAnchor(posts: readonly Message[], deliveries: readonly Message[]): Anchor | null {
  const places = placesOf(deliveries, ({ delivery }) => digestOf(delivery?.value ?? null));
  for (const [digest, post] of placesOf(posts, (message) => digestOf(message.post?.value ?? null))) {
    const delivery = places.get(digest);
    if (post === MANY || delivery === undefined || delivery === MANY) continue;
    const first = firstBeside(posts, deliveries, { post, delivery });
    if (first !== null) return first;
  }
  return null;
}

/** The same digest stands in several places. */
const MANY = -1;

function placesOf(messages: readonly Message[], digestIn: (message: Message) => number | null): Map<number, number> {
  const places = new Map<number, number>();
  messages.forEach((message, i) => {
    const digest = digestIn(message);
    if (digest !== null) places.set(digest, places.has(digest) ? MANY : i);
  });
  return places;
}

/** Goes back from a pair as far as both lists agree; null if what comes after it does not. */
function firstBeside(posts: readonly Message[], deliveries: readonly Message[], found: Anchor): Anchor | null {
  let { post, delivery } = found;
  for (let i = 0; post + i < posts.length && delivery + i < deliveries.length; i += 1)
    if (!canBeOne(posts[post + i] as Message, deliveries[delivery + i] as Message)) return null;
  while (post > 0 && delivery > 0 && canBeOne(posts[post - 1] as Message, deliveries[delivery - 1] as Message)) {
    post -= 1;
    delivery -= 1;
  }
  return { post, delivery };
}

/** Whether the two halves may be one message: no message arrives before it was posted, and none changes on its way. */
export function canBeOne(posted: Message, delivered: Message): boolean {
  const { post } = posted;
  const { delivery } = delivered;
  if (post === null || delivery === null) return false;
  const isTooEarly = startOf({ post: null, delivery }) < startOf({ post, delivery: null }) - CLOCK_SLACK;
  return !isTooEarly && compareDigests(post.value, delivery.value) !== 'different';
}
