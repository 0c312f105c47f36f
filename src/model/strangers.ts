import { canBeOne } from './alignment';
import { compareEnds, listFrom } from './comparing';
import { peerOf } from './createModel';
import { digestOf } from './digests';
import { entangleHandles } from './joining';
import { isKnownUntil } from './inferring';
import { originOf } from './openHandles';
import type { Handle, Message, Model } from './types';

/** So many of a port's first messages are looked at. */
const MOST_COMPARED = 64;

/**
 * Finds channels that began before recording. Both ends were there already when they were met, so nothing says that they
 * belong together but what they say to each other: a value that one stranger alone posted, once, and one other alone
 * got, once, makes them the two ends of one channel. Inferred; any second partner that speaks for itself in the same way
 * leaves it open.
 * @returns true if two were found.
 */
export function entangleStrangers(model: Model): boolean {
  const { strangers, arrivals } = model.pending;
  if (strangers.size === 0) return false;
  for (const handle of strangers) if (!isOneSided(handle)) strangers.delete(handle);
  const partners = findPartners([...strangers, ...[...arrivals].filter(canBeStranger)]);
  for (const [one, other] of partners) {
    if (other === null || partners.get(other) !== one) continue;
    const { verdict, until } = compareEnds(one.port, other.port, true);
    if (verdict !== 'same' || !isKnownUntil(model, until)) continue;
    entangleHandles(model, one, other);
    return true;
  }
  return false;
}

function isOneSided({ port }: Handle): boolean {
  return peerOf(port).handles.length === 0;
}

/** An arrival whose channel may have been there before recording: its origin's agent would know any later one. */
function canBeStranger(came: Handle): boolean {
  return isOneSided(came) && originOf(came)?.isWhole !== true;
}

/** A message and the stranger it went out of or came in by; null: there are several. */
type Only = Map<number, { handle: Handle; message: Message } | null>;

/** For each stranger the only other one that it exchanges messages with; null: several. */
function findPartners(strangers: readonly Handle[]): Map<Handle, Handle | null> {
  const posts = onlyByDigest(strangers, 'posts');
  const partners = new Map<Handle, Handle | null>();
  const relate = (one: Handle, other: Handle): void => {
    const known = partners.get(one);
    partners.set(one, known === undefined || known === other ? other : null);
  };
  for (const [digest, got] of onlyByDigest(strangers, 'deliveries')) {
    const sent = posts.get(digest) ?? null;
    if (got === null || sent === null || got.handle === sent.handle || !canBeOne(sent.message, got.message)) continue;
    relate(sent.handle, got.handle);
    relate(got.handle, sent.handle);
  }
  return partners;
}

function onlyByDigest(strangers: readonly Handle[], side: 'posts' | 'deliveries'): Only {
  const only: Only = new Map();
  for (const handle of strangers) {
    for (const message of listFrom({ port: handle.port, from: 0 }, side, MOST_COMPARED)) {
      const half = side === 'posts' ? message.post : message.delivery;
      const digest = digestOf(half?.value ?? null);
      if (digest !== null) only.set(digest, only.has(digest) ? null : { handle, message });
    }
  }
  return only;
}
