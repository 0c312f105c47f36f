import { realmLabel } from '../labels';
import type { Message } from '../types';
import type { Words } from './rule';
import type { Tally } from './tallies';
import { sayCount, nameHandle } from './words';

/** Messages that arrived and could not be deserialized. Why, the browser does not say; what was posted may tell. */
export function describeMessageErrors({ count, messages }: Tally): Words {
  const [first] = messages;
  return {
    level: 'error',
    sentence:
      `${sayCount(count, 'message')} could not be read where ${count === 1 ? 'it' : 'they'} arrived, ` +
      `${nameReceiver(first)}: the page got messageerror instead of message.`,
    advice: adviseOn(first),
  };
}

function nameReceiver(message: Message | undefined): string {
  const delivery = message?.delivery ?? null;
  if (delivery === null) return 'in a realm that is not known';
  const { carrier, realm } = delivery;
  switch (carrier.type) {
    case 'port':
      return `at ${nameHandle(carrier.handle)}`;
    case 'worker':
    case 'service-worker':
      return `in ${realmLabel(realm)} from ${realmLabel(carrier.worker)}`;
    case 'broadcast':
      return `in ${realmLabel(realm)} from a BroadcastChannel`;
    case 'window':
      return `in the window of ${realmLabel(realm)}`;
  }
}

const LISTEN = 'Listen for messageerror at the receiver to notice it; whether anybody does was not seen.';

function adviseOn(message: Message | undefined): string {
  const value = message?.post?.value ?? null;
  const text = value !== null && 'text' in value ? value.text : '';
  if (text.includes('["shared-buffer"')) {
    return (
      'It held a SharedArrayBuffer, which cannot leave its agent cluster: post it only between pages and workers of one ' +
      `origin that are all cross-origin isolated (COOP and COEP headers), or post a copy. ${LISTEN}`
    );
  }
  if (text.includes('["platform","WebAssembly.Module"')) {
    return (
      'It held a WebAssembly.Module, which cannot leave its agent cluster: post the bytes or the URL, and compile them ' +
      `where they arrive. ${LISTEN}`
    );
  }
  return (
    'Most often the value held what its receiver cannot have: a SharedArrayBuffer without cross-origin isolation (COOP ' +
    'and COEP headers), a WebAssembly.Module or shared memory sent to another origin, or a type that does not exist ' +
    `there. Post plain data instead. ${LISTEN}`
  );
}
