import { CLOCK_SLACK } from './clocks';
import { isKnownUntil, originOf } from './inferring';
import { PATIENCE } from './matchLine';
import type { Handle, Model, Realm } from './types';

/**
 * What is left of realms that are gone. A port can leave a realm unseen (a `postMessage` to a window is seen at the
 * receiver only), so what was posted to it is lost with the realm only once it is known that it had not left before.
 * This is judged again with every batch, as a port may still turn up that was under way when the realm ended.
 */
export function settleAftermaths(model: Model): void {
  for (const realm of model.realms.values()) {
    if (realm.endedAt !== null && realm.isInstrumented) realm.aftermath = aftermathOf(model, realm, realm.endedAt);
  }
}

function aftermathOf(model: Model, realm: Realm, endedAt: number): Realm['aftermath'] {
  if (!isKnownUntil(model, endedAt)) return 'awaited';
  for (const came of model.pending.arrivals) if (canBeFrom(came, realm, endedAt)) return 'unclear';
  return 'settled';
}

/** A message that arrives after its sender's window was removed does not tell its source any more. */
function canBeFrom(came: Handle, realm: Realm, endedAt: number): boolean {
  const origin = originOf(came);
  if (origin !== null) return origin === realm;
  const arrivedAt = came.realm.timeOrigin + (came.arrival?.at ?? 0);
  return arrivedAt >= endedAt - CLOCK_SLACK && arrivedAt <= endedAt + PATIENCE;
}
