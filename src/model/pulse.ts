import type { RealmTime } from '../protocol';
import type { Realm } from './types';

/** How long before a moment a realm must have been awake for what was on the way to have arrived since, in ms. */
const SETTLED = 1_000;

/** Moments closer than this count as one, in ms. */
const GRAIN = 50;

/** The realm noticed something: its event loop runs. */
export function notePulse({ pulse }: Realm, at: RealmTime): void {
  if (at - (pulse.at(-1) ?? -Infinity) < GRAIN) return;
  pulse.push(at);
  while ((pulse[1] ?? Infinity) <= at - SETTLED) pulse.shift();
}

/** The last moment at which the realm is known to have been awake, of those that are SETTLED before; null: none. */
export function awakeBefore({ pulse }: Realm, at: RealmTime): RealmTime | null {
  return pulse.findLast((moment) => moment <= at - SETTLED) ?? null;
}
