import type { RealmTime } from '../protocol';
import type { Realm } from './types';

/** How long after a realm was awake all that was on the way has arrived, in ms. */
const SETTLED = 1_000;

/** The realm answered: its event loop runs. That it notices things is not enough, at a breakpoint it does too. */
export function notePulse({ pulse }: Realm, at: RealmTime): void {
  pulse.push(at);
  while ((pulse[1] ?? Infinity) <= at - SETTLED) pulse.shift();
}

/** The last moment at which the realm is known to have been awake, of those that are SETTLED before; null: none. */
export function awakeBefore({ pulse }: Realm, at: RealmTime): RealmTime | null {
  return pulse.findLast((moment) => moment <= at - SETTLED) ?? null;
}
