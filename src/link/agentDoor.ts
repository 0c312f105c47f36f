import { writeAbsence } from './writeAbsence';
import { nameHandshake, type AgentCommand, type Introduction } from '../protocol';

/** The relay's side of the private way to the agent in its page. */
export type AgentDoor = {
  /** Tells the agent something. Text as it came down, or a command of the relay's own. */
  tell(command: string | AgentCommand): void;
};

/**
 * Opens the door for the agent of this page (src/protocol/handshake.ts). The channel and the event are made with this
 * world's natives, which the page cannot reach.
 * @param secret of the names of the handshake.
 * @param token by which the agent meets those of neighbouring realms.
 * @param hear gets every batch, as text: through the private port, or, when the page is going away, by an event whose
 *   name only the agent was told, because a message on a port sent at `pagehide` never arrives.
 */
export function openAgentDoor(
  realm: Window & typeof globalThis,
  { token, secret }: { token: string; secret: string },
  hear: (text: string) => void,
): AgentDoor {
  const { port1, port2 } = new realm.MessageChannel();
  const lastWords = makeSecret();
  const introduction = JSON.stringify({ lastWords, token } satisfies Introduction);
  const { relayEvent, agentEvent } = nameHandshake(secret);
  const place = realm.document.fonts;
  let isTaken = false;

  const offer = (): void => {
    const event = new realm.MessageEvent(relayEvent, { data: introduction, ports: [port2], cancelable: true });
    isTaken = !place.dispatchEvent(event);
    if (isTaken) place.removeEventListener(agentEvent, offer);
  };
  const hearLastWords = (event: Event): void => {
    const { data } = event as MessageEvent<unknown>;
    if (typeof data === 'string') hear(data);
  };

  port1.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') hear(data);
  };
  /** An agent comes before the page's first script, if at all. */
  const missAgent = (): void => {
    if (!isTaken) hear(writeAbsence(realm));
  };
  realm.addEventListener(lastWords, hearLastWords);
  place.addEventListener(agentEvent, offer);
  realm.addEventListener('DOMContentLoaded', missAgent, { once: true });
  offer();

  return {
    tell: (command) => port1.postMessage(typeof command === 'string' ? command : JSON.stringify(command)),
  };
}

/** A random name for an event or a meeting, which nobody can guess. */
export function makeSecret(): string {
  return `portscope-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
}
