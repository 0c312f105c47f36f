import { NO_AGENT, PROTOCOL_VERSION, type AgentRecord, type Batch, type FramePath, TOP_PATH } from '../protocol';

/**
 * What a relay says in place of an agent that did not come: a realm is here, and nobody sees what it does. Either a page
 * that can reach it altered its builtins before its first script (src/agent/startAgent.ts), or scripts are off in it.
 * @returns the text of a batch, the first and last one of a realm that nobody else speaks for.
 */
export function writeAbsence(window: Window & typeof globalThis): string {
  const { crypto, location, origin, performance } = window;
  const started: AgentRecord = {
    kind: 'realm-started',
    at: performance.now(),
    url: location.href,
    origin,
    path: findPath(window),
    timeOrigin: performance.timeOrigin,
    attach: 'first',
    altered: [NO_AGENT],
    canSweep: false,
  };
  const realm = crypto.getRandomValues(new Uint32Array(3)).join('-');
  return JSON.stringify({ version: PROTOCOL_VERSION, realm, n: 1, oldest: 1, records: [started] } satisfies Omit<
    Batch,
    'unknown'
  > & { version: number });
}

/** Where a window stands, by comparing WindowProxies, as src/agent/framePath.ts does with the page's builtins. */
function findPath(window: Window): FramePath {
  const { parent } = window;
  if (parent === window) return TOP_PATH;
  let index = 0;
  while (index < parent.length && parent[index] !== window) index += 1;
  return `${findPath(parent)}.frames[${index}]`;
}
