/**
 * How agent and relay meet. The relay makes a MessageChannel with its own, clean natives and dispatches a MessageEvent of
 * type `relayEvent` whose `ports` hold one end and whose `data` is an Introduction as JSON; both worlds see the same DOM
 * port. Nothing is posted and nothing is asynchronous. Which of the two runs first is not promised by either browser, so
 * the agent also calls, by an event of type `agentEvent`, and whoever took the port cancels the event.
 *
 * They meet at `document.fonts`, an event target that is made with its document and passes events on to nobody. The
 * window would not do: a frame's initial empty document lends its window, with the listeners that a parent put there, to
 * the document that is loaded (HTML, 7.4.4). So at document_start nobody else listens yet, the names need no secret, and
 * after the meeting nobody listens to them any more. A page that was there before may listen already; then both are
 * injected with a secret that makes the names unknown.
 */
export const nameHandshake = (secret: string) => ({
  relayEvent: `portscope-relay${secret}`,
  agentEvent: `portscope-agent${secret}`,
});

/** Where agent and relay come before every script of the page. */
export const NO_SECRET = '';

/** Random names that the relay gives its agent: both are types of events that nobody else can know. */
export type Introduction = {
  /** By it the agent hands over its last words. */
  lastWords: string;
  /** By it the agents of neighbouring realms meet. */
  token: string;
};

/** Reads an Introduction that was parsed; null if it is none. */
export function readIntroduction(parsed: unknown): Introduction | null {
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { lastWords, token } = parsed as { [field: string]: unknown };
  return typeof lastWords === 'string' && typeof token === 'string' ? { lastWords, token } : null;
}
