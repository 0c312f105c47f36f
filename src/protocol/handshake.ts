/**
 * How agent and relay meet, on the window of their page. The relay makes a MessageChannel with its own, clean natives
 * and dispatches a MessageEvent of type RELAY_EVENT whose `ports` hold one end and whose `data` is a secret; both worlds
 * see the same DOM port. Nothing is posted and nothing is asynchronous. Which of the two runs first is not promised by
 * either browser, so the agent also calls, by an event of type AGENT_EVENT, and whoever took the port cancels the event.
 *
 * At document_start nobody else listens yet. The names are therefore no secret; after the meeting nobody listens to
 * them any more.
 */
export const RELAY_EVENT = 'portscope-relay';
export const AGENT_EVENT = 'portscope-agent';
