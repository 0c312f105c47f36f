import { CLOCK_SLACK } from './clocks';
import { momentOf } from './comparing';
import { isKnownUntil } from './inferring';
import { originOf } from './openHandles';
import { PATIENCE } from './matchLine';
import { beginOf } from './realms';
import type { Model, Realm } from './types';

/**
 * What is left of realms that are gone. A port can leave a realm unseen (a `postMessage` to a window is seen at the
 * receiver only), so what was posted to it is lost with the realm only once it is known that it had not left before.
 * This is judged again with every batch, as a port may still turn up that was under way when the realm ended.
 */
export function settleAftermaths(model: Model): void {
  const suspects = suspectsOf(model);
  const partial = [...model.realms.values()].filter(({ isWhole, isInstrumented }) => !isWhole && isInstrumented);
  for (const realm of model.realms.values()) {
    if (realm.endedAt === null || !realm.isInstrumented) continue;
    // What was known once stays known: only an arrival can put it in doubt again.
    if (realm.aftermath === 'awaited' && !isKnownUntil(model, realm.endedAt)) continue;
    const isUnclear = canHaveLeft(realm, realm.endedAt, suspects) || canHaveArrivedUnseen(partial, realm);
    realm.aftermath = isUnclear ? 'unclear' : 'settled';
  }
}

/** Where the ports came from that arrived somewhere: realms, and moments (ms since 1970) where the realm is not known. */
type Suspects = { origins: Set<Realm>; moments: number[] };

function suspectsOf(model: Model): Suspects {
  const suspects: Suspects = { origins: new Set(), moments: [] };
  for (const came of model.pending.arrivals) {
    const origin = originOf(came);
    if (origin !== null) suspects.origins.add(origin);
    else suspects.moments.push(came.realm.timeOrigin + (came.arrival?.at ?? 0));
  }
  return suspects;
}

/** A message that arrives after its sender's window was removed does not tell its source any more. */
function canHaveLeft(realm: Realm, endedAt: number, { origins, moments }: Suspects): boolean {
  return origins.has(realm) || moments.some((at) => at >= endedAt - CLOCK_SLACK && at <= endedAt + PATIENCE);
}

/**
 * Somewhere records are missing, or the agent came late: a port of the realm may have arrived there before.
 * @param partial all realms of which that is so.
 */
function canHaveArrivedUnseen(partial: readonly Realm[], realm: Realm): boolean {
  return partial.some(
    (other) => other !== realm && (other.attach === 'first' || momentOf(other, other.attachedAt) > beginOf(realm)),
  );
}

/** A realm is heard of that may have been there when others ended: what these held may have gone to it. */
export function doubtAftermaths(model: Model, begun: Realm): void {
  for (const realm of model.realms.values())
    if (realm.endedAt !== null && realm.endedAt >= beginOf(begun) - CLOCK_SLACK) realm.aftermath = 'awaited';
}
