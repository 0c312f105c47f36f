import { realmLabel } from '../labels';
import type { Message } from '../types';
import { explainFailure } from './explainFailure';
import type { Words } from './rule';
import type { Tally } from './tallies';
import { nameHandle } from './words';

/** Calls of `postMessage` that threw, and why, as far as the exception says. */
export function describeFailures({ count, messages }: Tally): Words {
  const [first] = messages;
  const failure = first?.post?.failure ?? { name: '', message: '', valueType: '' };
  const { why, advice } = explainFailure(failure);
  const times = count === 1 ? '' : ` ${count} times`;
  return { level: 'error', sentence: `postMessage ${nameTarget(first)} threw${times}: ${why}.`, advice };
}

function nameTarget(message: Message | undefined): string {
  const post = message?.post ?? null;
  if (post === null) return '';
  const { carrier } = post;
  const where = post.realm === null ? '' : ` in ${realmLabel(post.realm)}`;
  switch (carrier.type) {
    case 'port':
      return `on ${nameHandle(carrier.handle)}`;
    case 'worker':
    case 'service-worker':
      return `to ${realmLabel(carrier.worker)}${where}`;
    case 'broadcast':
      return `on a BroadcastChannel${where}`;
    case 'window':
      return `to a window${where}`;
  }
}
