import { nameHandshake, readIntroduction, type Introduction } from '../protocol';
import type { BaseContext } from './context';

/** The way to the relay: a private port, and names that only the two know. */
export type Uplink = Introduction & { port: MessagePort };

/** How long the relay may take to appear, in ms. It starts with the page, so this only ends a wait in vain. */
const PATIENCE = 1_000;

/**
 * Meets the relay (src/protocol/handshake.ts). If the relay is there, `onMet` runs before this returns; if not yet, once
 * it comes. If it never comes, `onAlone` runs: nobody would read what the agent notices.
 */
export function meetRelay(
  { realm, primitives, dom }: BaseContext,
  secret: string,
  onMet: (uplink: Uplink) => void,
  onAlone: () => void,
): void {
  const { relayEvent, agentEvent } = nameHandshake(secret);
  const place = realm.document.fonts;
  const capturing = { __proto__: null, capture: true };
  let isSettled = false;
  const settle = (): void => {
    isSettled = true;
    dom.removeListener(place, relayEvent, take as never, capturing);
  };
  const take = (event: Event): void => {
    const port = dom.readers.ports(event)[0];
    const data = dom.readers.data(event);
    if (isSettled || port === undefined || typeof data !== 'string') return;
    const introduction = readIntroduction(primitives.parse(data));
    if (introduction === null) return;
    settle();
    dom.preventDefault(event);
    onMet({ __proto__: null, port, lastWords: introduction.lastWords, token: introduction.token } as Uplink);
  };
  dom.addListener(place, relayEvent, take as never, capturing);
  dom.dispatch(place, dom.makeMessageEvent(agentEvent, ''));
  if (isSettled) return;
  dom.schedule(() => {
    if (isSettled) return;
    settle();
    onAlone();
  }, PATIENCE);
}
