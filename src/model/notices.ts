import type { AgentRecord } from '../protocol';
import { doubtCalls } from './calls';
import type { Model, Notice, Realm } from './types';

/** Adds a line about the recording itself. */
export function addNotice(
  model: Model,
  kind: Notice['kind'],
  text: string,
  realm: Realm | null,
  at: number | null,
): void {
  model.notices.push({ kind, text, realm, at });
  model.version += 1;
}

/** Counts what the agent dropped, and says so where it happened. */
export function noteGap(model: Model, realm: Realm, record: Extract<AgentRecord, { kind: 'gap' }>): void {
  const { records, values, bytes } = record;
  model.counters.droppedRecords += records;
  model.counters.droppedValues += values;
  doubtCalls(model, realm);
  const parts = [
    ...(records > 0 ? [`${records} records`] : []),
    ...(values > 0 ? [`the values of ${values} messages`] : []),
  ];
  const text =
    `The page sent faster than DevTools could take it: ${parts.join(' and ')} (${bytes} characters) were dropped here ` +
    'to keep the page responsive. Pause recording around the burst, or clear and record a shorter part.';
  addNotice(model, 'gap', text, realm, record.at);
}

/** Counts a fault of our own code in the page, and says what failed. */
export function noteFault(model: Model, realm: Realm, record: Extract<AgentRecord, { kind: 'agent-fault' }>): void {
  model.counters.agentFaults += 1;
  const text = `Portscope failed in the page while ${record.where}: ${record.message}. The page did not notice; please report it.`;
  addNotice(model, 'fault', text, realm, record.at);
}

/** Says what limits the recording of a realm: no agent in it, a late one, or one that found altered builtins. */
export function noteLimits(model: Model, realm: Realm, at: number): void {
  if (!realm.isInstrumented) {
    const text =
      'No agent could start in this frame: a page that reaches it changed its builtins before its first script, or ' +
      'scripts are off in it. What it sends is seen where it arrives.';
    addNotice(model, 'altered', text, realm, at);
  }
  if (realm.attach === 'late') {
    const text =
      'DevTools opened after this page had loaded: what happened before is not known. Reload to see everything.';
    addNotice(model, 'late attach', text, realm, at);
  }
  if (realm.altered.length > 0) {
    const names = realm.altered.slice(0, 5).join(', ') + (realm.altered.length > 5 ? ', …' : '');
    const text =
      `The page replaced builtins of this frame before Portscope came (${names}): what the frame says can be forged. ` +
      'Look for code in the page around it that touches the frame before it has loaded.';
    addNotice(model, 'altered', text, realm, at);
  }
}
