import { PROTOCOL_VERSION, type AgentRecord, type Batch } from '../protocol';

/**
 * What a relay says in place of an agent that did not come: a realm is here, and nobody sees what it does. Either a page
 * that can reach it altered its builtins before its first script (src/agent/startAgent.ts), or scripts are off in it.
 * @returns the text of a batch, the first and last one of a realm that nobody else speaks for.
 */
export function writeAbsence({ crypto, location, origin, performance }: Window & typeof globalThis): string {
  const started: AgentRecord = {
    kind: 'realm-started',
    at: performance.now(),
    url: location.href,
    origin,
    path: null,
    timeOrigin: performance.timeOrigin,
    attach: 'first',
    altered: ['no agent'],
  };
  const realm = crypto.getRandomValues(new Uint32Array(3)).join('-');
  return JSON.stringify({ version: PROTOCOL_VERSION, realm, n: 1, oldest: 1, records: [started] } satisfies Omit<
    Batch,
    'unknown'
  > & { version: number });
}
