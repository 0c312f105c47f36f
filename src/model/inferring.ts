import { CLOCK_SLACK } from './clocks';
import { compareEnds, fitOf, momentOf, type Fit, type Places } from './comparing';
import { lastHandleOf, peerOf } from './createModel';
import { entangleHandles, joinHandles } from './joining';
import { PATIENCE } from './matchLine';
import { arrivalOf, isIdle, isOpen, openHandlesOf, originOf } from './openHandles';
import type { Handle, Model, Realm } from './types';
import { candidatesIn, findWays, leftOf, onlyOne, wayFrom, type Found } from './waysBack';

/**
 * Finds out where arrived ports came from when their departure was not seen (a `postMessage` to a window is seen at the
 * receiver only). Nothing is guessed: an arrival is joined when exactly one port explains it, and the joining is marked
 * with what it rests on:
 *
 *  - swept: the realm it came from looked at all its ports, and this one alone had left it;
 *  - inferred: all others of that realm were closed, used there later, or not there yet;
 *  - inferred: what was posted at one end of a channel arrives at the other in the same order, so the digests of an
 *    arrived handle's messages must continue those of the port it once was;
 *  - inferred: a port got a message that its peer in the same realm never posted: then that peer has left the realm;
 *  - inferred: two arrived handles exchange messages: then they are the two ends of one channel, and if their realm of
 *    origin made exactly one channel that nobody there uses, it is that one.
 *
 * "Only one" is true only of what is known, so nothing is decided until every living realm has been heard beyond the
 * moment of the evidence, and until the realm of origin has swept if it can; `pending` asks for both.
 *
 * @returns true if anything was joined: then there may be more to find.
 */
export function inferArrivals(model: Model): boolean {
  model.pending.sweeps.clear();
  for (const came of model.pending.arrivals) {
    const origin = originOf(came);
    if (origin === null || !hasSwept(model, came, origin)) continue;
    // What shows an origin is never older than the arrival: before that is known of, there is no need to compare.
    const found = isKnownUntil(model, arrivalOf(came)) ? findOrigin(model, came, origin) : null;
    if (found !== null && isKnownUntil(model, found.until)) {
      for (const { left, came: next, evidence } of found.joints) joinHandles(model, left, next, evidence);
      return true;
    }
    const peer = findPeer(model, came, origin);
    if (peer !== null && isKnownUntil(model, peer.until)) {
      entangleHandles(model, came, peer.other);
      const first = findOnlyIdleChannel(came, peer.other, origin);
      if (first !== null) joinHandles(model, first, earlierOf(came, peer.other), 'inferred');
      return true;
    }
  }
  return false;
}

/** Says of each realm until when ports left it that are not known to be which. */
export function noteUnexplained({ pending: { arrivals, origins } }: Model): void {
  for (const realm of origins) realm.unexplainedAt = null;
  origins.clear();
  for (const came of arrivals) {
    const origin = originOf(came);
    if (origin === null) continue;
    origin.unexplainedAt = Math.max(origin.unexplainedAt ?? 0, arrivalOf(came));
    origins.add(origin);
  }
}

/** Every living realm has been heard beyond that moment: no earlier record is still on its way. */
export function isKnownUntil(model: Model, moment: number): boolean {
  for (const realm of model.realms.values()) {
    if (!realm.isInstrumented || realm.state !== 'live') continue;
    if (momentOf(realm, realm.heardUntil) >= moment + CLOCK_SLACK) continue;
    model.pending.isWaitingForReports = true;
    return false;
  }
  for (const came of model.pending.arrivals) if (isFromUnheardRealm(came)) return false;
  return true;
}

/** A port came from a place of the tab where a realm must be, and nothing was heard of it yet. */
function isFromUnheardRealm({ arrival, realm }: Handle): boolean {
  const delivery = arrival?.message?.delivery ?? null;
  const window = delivery?.window ?? null;
  if (delivery === null || window === null) return false;
  if (window.source !== null || window.sourcePath?.startsWith('top') !== true) return false;
  return realm.heardUntil < delivery.at + PATIENCE;
}

/** Whether its realm of origin has looked at its ports since; true also where it cannot. */
function hasSwept(model: Model, came: Handle, origin: Realm): boolean {
  if (!origin.canSweep || origin.state !== 'live') return true;
  const moment = arrivalOf(came) + CLOCK_SLACK;
  if (origin.sweptUntil !== null && momentOf(origin, origin.sweptUntil) >= moment) return true;
  // It may have failed to; it is asked as long as it may answer.
  if (momentOf(origin, origin.heardUntil) > moment + PATIENCE) return true;
  model.pending.sweeps.add(origin);
  return false;
}

/** The port that an arrival is, if a sweep, traffic or absence leaves one choice, in both directions. */
function findOrigin(model: Model, came: Handle, origin: Realm): Found | null {
  const candidates = candidatesIn(origin, came);
  const [sole, ...others] = candidates;
  // All that its realm ever held is known, and nothing else of it can have arrived there.
  if (sole !== undefined && others.length === 0 && origin.isWhole && origin.isInstrumented)
    return wayFrom(sole, came, sole.left.sweptAt === null ? 'inferred' : 'swept');
  const shown = candidates.filter(({ verdict }) => verdict === 'shown by traffic');
  // Traffic names one port at most, and only what is known up to the end of that traffic is joined.
  if (shown.length > 1 || shown.some(({ until }) => !isKnownUntil(model, until))) return null;
  const ways = findWays(model, came);
  if (ways === null) return null;
  const way = onlyOne([...shown.map((fit) => wayFrom(fit, came, 'inferred')), ...ways]);
  if (way !== null) return hasRivals(model, came, leftOf(way), 'shown by traffic') ? null : way;
  const [only, ...more] = shown.length > 0 ? [] : candidates.filter(({ verdict }) => verdict === 'has left');
  if (only === undefined || more.length > 0 || hasRivals(model, came, only.left, 'has left')) return null;
  return wayFrom(only, came, 'inferred');
}

/**
 * Whether another arrival could as well be what came next of that port. Where a value that stands alone shows two arrivals
 * to be the same port, it was in both places, one after the other.
 */
function hasRivals(model: Model, came: Handle, left: Handle, verdict: Fit['verdict']): boolean {
  const origin = originOf(came);
  const { places } = fitOf(came, left);
  for (const rival of model.pending.arrivals) {
    if (rival === came) continue;
    const fit = fitOf(rival, left);
    if (fit.places !== null) {
      if (wasFirst(fit.places, places) ?? arrivalOf(rival) <= arrivalOf(came)) return true;
    } else if (originOf(rival) === origin) {
      // Where absence is the argument, whatever is possible is a rival.
      if (fit.verdict === verdict || (verdict === 'has left' && fit.verdict !== 'contradicted')) return true;
    }
  }
  return false;
}

/** Whether one was there before the other, by the order of messages; null: that does not tell. */
function wasFirst(one: Places, other: Places | null): boolean | null {
  if (other === null) return null;
  if (one.sent !== null && other.sent !== null && one.sent !== other.sent) return one.sent < other.sent;
  if (one.got !== null && other.got !== null && one.got !== other.got) return one.got < other.got;
  return null;
}

/** The only other arrival from the same realm that exchanges messages with this one, and with no other. */
function findPeer(model: Model, came: Handle, origin: Realm): { other: Handle; until: number } | null {
  // What said nothing and got nothing has exchanged nothing.
  if (isIdle(came.port)) return null;
  const partnersOf = (one: Handle) =>
    [...model.pending.arrivals]
      .filter((other) => other !== one && originOf(other) === origin && isOneSided(one) && isOneSided(other))
      .map((other) => ({ other, ...compareEnds(one.port, other.port) }))
      .filter(({ verdict }) => verdict === 'same');
  const [only, ...more] = partnersOf(came);
  if (only === undefined || more.length > 0 || partnersOf(only.other).length > 1) return null;
  return only;
}

/** Its channel's other end was seen nowhere. */
function isOneSided(handle: Handle): boolean {
  return peerOf(handle.port).handles.length === 0;
}

/**
 * The first port of the only channel of a realm whose two ends can both have left it, if nothing was seen of it there:
 * then nothing tells the two ends apart, and it does not matter which is which.
 */
function findOnlyIdleChannel(one: Handle, other: Handle, origin: Realm): Handle | null {
  const firsts = openHandlesOf(origin, arrivalOf(earlierOf(one, other))).filter((handle) => {
    const [first, second] = handle.port.channel.ports;
    const last = lastHandleOf(second);
    return handle.port === first && last !== undefined && last.realm === origin && isOpen(last);
  });
  const possible = firsts.filter((handle) => fitOf(earlierOf(one, other), handle).verdict === 'possible');
  const [only, ...more] = possible;
  return only !== undefined && more.length === 0 && only.port.channel.ports.every(isIdle) ? only : null;
}

function earlierOf(one: Handle, other: Handle): Handle {
  return arrivalOf(one) <= arrivalOf(other) ? one : other;
}
