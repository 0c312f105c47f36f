import { canBeOne, findAnchor, MOST_ALIGNED, type Anchor } from './alignment';
import { CLOCK_SLACK, startOf } from './clocks';
import { peerOf } from './createModel';
import { compareDigests } from './digests';
import { countOf, nthOf } from './pairing';
import type { Handle, Message, Port, Realm } from './types';

/**
 * How well an arrived handle continues a port that was last seen in its realm of origin, by what was posted at one end
 * and arrived at the other. `until`: the latest moment (ms since 1970) of what was compared.
 */
export type Fit = {
  verdict: 'contradicted' | 'possible' | 'shown by traffic' | 'has left';
  until: number;
  /**
   * Set where a value that stands alone decided, not the order: where in what the peer got (sent) or posted (got) the
   * arrived handle's messages begin. A channel keeps its order, so of two such handles the one with less was there first.
   */
  places: Places | null;
};

/** Indices, from 0; null: nothing tells. */
export type Places = { sent: number | null; got: number | null };

/** What messages say for or against two things being one. */
export type Finding = { verdict: 'same' | 'different' | 'unknown'; until: number; anchor: Anchor | null };

/** Judges whether an arrived handle can be the port whose last known handle is `left`. */
export function fitOf(came: Handle, left: Handle): Fit {
  const port = left.port;
  const peer = peerOf(port);
  const arrivedAt = momentOf(came.realm, came.arrival?.at ?? null);
  const contradicted: Fit = { verdict: 'contradicted', until: arrivedAt, places: null };
  if (port === came.port || peer === came.port || !wasThere(left, arrivedAt)) return contradicted;

  const isLoose = isUnseen(port) || hasBeenUnseen(peer) || hasBeenUnseen(came.port);
  const sent = compareStreams({ port: came.port, from: 0 }, { port: peer, from: countOf(port, 'posts') }, isLoose);
  const got = compareStreams({ port: peer, from: countOf(port, 'deliveries') }, { port: came.port, from: 0 }, isLoose);
  const until = Math.max(arrivedAt, sent.until, got.until);
  if (sent.verdict === 'different' || got.verdict === 'different') return contradicted;
  if (sent.verdict === 'same' || got.verdict === 'same') {
    const places = { sent: sent.anchor?.delivery ?? null, got: got.anchor?.post ?? null };
    return { verdict: 'shown by traffic', until, places: isLoose ? places : null };
  }
  const leftBy = left.realm.isInstrumented ? findAbsence(came, left, peer) : null;
  return leftBy === null
    ? { verdict: 'possible', until, places: null }
    : { verdict: 'has left', until: Math.max(until, leftBy), places: null };
}

/**
 * Whether traffic can show that a port went on: its peer got more than it posted, or posted more than it got. Of most ports
 * nothing is missing, and then there is nothing to compare.
 */
export function mayBeShown(port: Port): boolean {
  const peer = peerOf(port);
  return countOf(peer, 'deliveries') > countOf(port, 'posts') || countOf(peer, 'posts') > countOf(port, 'deliveries');
}

/** It existed at a moment (ms since 1970), and nothing was seen of it in its realm after that. */
export function wasThere(left: Handle, moment: number): boolean {
  const { realm, closedAt, born, seenHereAt, arrival, deliveries } = left;
  if (closedAt !== null && momentOf(realm, closedAt) < moment - CLOCK_SLACK) return false;
  const latest = moment + CLOCK_SLACK - realm.timeOrigin;
  const lastUse = deliveries.length === 0 ? null : (deliveries[deliveries.length - 1]?.delivery?.at ?? null);
  return (
    isUntil(born, latest) &&
    isUntil(seenHereAt, latest) &&
    isUntil(arrival?.at ?? null, latest) &&
    isUntil(lastUse, latest)
  );
}

function isUntil(at: number | null, latest: number): boolean {
  return at === null || at <= latest;
}

/** Whether it may have left its realm unseen: some port did, and this one was not seen there since. */
export function mayHaveLeft({ realm, born, seenHereAt, deliveries }: Handle): boolean {
  if (realm.unexplainedAt === null) return false;
  const lastUse = deliveries[deliveries.length - 1]?.delivery?.at ?? null;
  const isSince = (at: number | null): boolean =>
    at !== null && momentOf(realm, at) > (realm.unexplainedAt ?? 0) + CLOCK_SLACK;
  return !isSince(born) && !isSince(lastUse) && !isSince(seenHereAt);
}

/** Part of what it posted or got up to now was not seen: counting does not tell which message is which. */
function isUnseen(port: Port): boolean {
  return port.handles.some(({ realm, gaps }) => !realm.isInstrumented || gaps.length > 0) || isBegunUnseen(port);
}

/** The same of all but the place where it is now. */
function hasBeenUnseen(port: Port): boolean {
  const last = port.handles.length - 1;
  return (
    port.handles.some(({ realm, gaps }, i) => gaps.length > 0 || (i < last && !realm.isInstrumented)) ||
    isBegunUnseen(port)
  );
}

function isBegunUnseen({ handles, channel }: Port): boolean {
  return !channel.isBirthSeen && handles[0] !== undefined && handles[0].arrival === null;
}

/**
 * When the peer got a message, after the arrival, that the port never posted where it was. This counts only where the
 * arrived port went on to a realm without an agent: anywhere else its own posts will show whether it is the one.
 */
function findAbsence(came: Handle, left: Handle, peer: Port): number | null {
  const last = came.port.handles[came.port.handles.length - 1];
  if (last?.realm.isInstrumented !== false || isUnseen(left.port)) return null;
  const unexplained = nthOf(peer, 'deliveries', countOf(left.port, 'posts'))?.delivery ?? null;
  if (unexplained === null) return null;
  const at = momentOf(unexplained.realm, unexplained.at);
  return at >= momentOf(came.realm, came.arrival?.at ?? null) - CLOCK_SLACK ? at : null;
}

/** A port, and how many of its messages belong to an earlier part of its journey. */
export type Stream = { port: Port; from: number };

/**
 * Compares what was posted on one port with what was delivered to another, message by message.
 * @param isLoose messages of either may have passed out of sight: then one that can be told from all others decides.
 */
function compareStreams(sender: Stream, receiver: Stream, isLoose = false): Finding {
  return isLoose ? compareLoosely(sender, receiver) : compareInOrder(sender, receiver);
}

function compareInOrder(sender: Stream, receiver: Stream): Finding {
  const finding: Finding = { verdict: 'unknown', until: 0, anchor: null };
  for (let i = 0; ; i += 1) {
    const posted = nthOf(sender.port, 'posts', sender.from + i);
    const delivered = nthOf(receiver.port, 'deliveries', receiver.from + i);
    if (posted === undefined || delivered === undefined) return finding;
    const at = startOf({ post: null, delivery: delivered.delivery });
    if (!canBeOne(posted, delivered)) return { verdict: 'different', until: at, anchor: null };
    if (compareDigests(posted.post?.value ?? null, delivered.delivery?.value ?? null) === 'same')
      finding.verdict = 'same';
    finding.until = Math.max(finding.until, at);
  }
}

function compareLoosely(sender: Stream, receiver: Stream): Finding {
  const posts = listFrom(sender, 'posts');
  const deliveries = listFrom(receiver, 'deliveries');
  const anchor = findAnchor(posts, deliveries);
  if (anchor === null) return { verdict: 'unknown', until: 0, anchor };
  const last = Math.min(posts.length - anchor.post, deliveries.length - anchor.delivery) - 1;
  const { delivery } = deliveries[anchor.delivery + last] as Message;
  return { verdict: 'same', until: startOf({ post: null, delivery }), anchor };
}

/** What was posted on a port or delivered to it, in order, as far as lists are compared. */
export function listFrom({ port, from }: Stream, side: 'posts' | 'deliveries', most: number = MOST_ALIGNED): Message[] {
  const list: Message[] = [];
  for (let i = from; list.length < most; i += 1) {
    const message = nthOf(port, side, i);
    if (message === undefined) break;
    list.push(message);
  }
  return list;
}

/** Compares two ports that may be the two ends of one channel. */
export function compareEnds(one: Port, other: Port, isLoose = false): Omit<Finding, 'anchor'> {
  const there = compareStreams({ port: one, from: 0 }, { port: other, from: 0 }, isLoose);
  const back = compareStreams({ port: other, from: 0 }, { port: one, from: 0 }, isLoose);
  const verdicts = [there.verdict, back.verdict];
  const verdict = verdicts.includes('different') ? 'different' : verdicts.includes('same') ? 'same' : 'unknown';
  return { verdict, until: Math.max(there.until, back.until) };
}

/** Milliseconds since 1970 by the realm's own clock; infinitely late where the moment is not known. */
export function momentOf(realm: Realm, at: number | null): number {
  return at === null ? Infinity : realm.timeOrigin + at;
}
