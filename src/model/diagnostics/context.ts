import { CLOCK_SLACK } from '../clocks';
import { originOf } from '../openHandles';
import { PATIENCE } from '../matchLine';
import type { Handle, Model, Realm } from '../types';

/** What rules look at, with what is worked out once for all of them. */
export type Context = {
  model: Model;
  /** Milliseconds since 1970 up to which every living realm was heard; Infinity: none lives. */
  heardUntil: number;
  /** Whether a port that was in a realm at some moment (ms since 1970) may have left it unseen, for all that is known. */
  mayHaveLeft(realm: Realm, since: number): boolean;
};

/** Looks once at what many rules ask. */
export function createContext(model: Model): Context {
  let heardUntil = Infinity;
  for (const realm of model.realms.values())
    if (realm.isInstrumented && realm.state === 'live') heardUntil = Math.min(heardUntil, heardOf(realm));
  /** The last arrival from each realm that no departure explains; null: from one that is not known. */
  const latest = new Map<Realm | null, number>();
  for (const came of model.pending.arrivals) {
    const origin = originOf(came);
    latest.set(origin, Math.max(latest.get(origin) ?? 0, arrivalOf(came)));
  }
  const latestFrom = (realm: Realm | null): number => latest.get(realm) ?? -Infinity;
  return {
    model,
    heardUntil: heardUntil - CLOCK_SLACK,
    mayHaveLeft: (realm, since) => Math.max(latestFrom(realm), latestFrom(null) + PATIENCE) >= since - CLOCK_SLACK,
  };
}

/** Up to when a realm was heard, in milliseconds since 1970 by its own clock. */
export function heardOf({ timeOrigin, heardUntil }: Realm): number {
  return timeOrigin + heardUntil;
}

function arrivalOf({ realm, arrival }: Handle): number {
  return realm.timeOrigin + (arrival?.at ?? 0);
}
