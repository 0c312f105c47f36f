import { lastHandleOf } from '../createModel';
import { realmLabel } from '../labels';
import type { Subject } from './diagnostic';
import type { Words } from './rule';
import type { Tally } from './tallies';
import { sayCount, nameHandle } from './words';

/** Posted on a port that its own realm had closed. */
export function describeClosed({ count, messages }: Tally): Words {
  return {
    level: 'error',
    sentence: `${sayCount(count, 'message')} posted on ${nameSender(messages)} after it was closed: lost.`,
    advice:
      'Call close() only after the last postMessage(), and drop the reference then; to go on talking, make a new ' +
      'MessageChannel and send one of its ports.',
  };
}

/** Posted on an object whose port had been transferred away. */
export function describeTransferred({ count, messages }: Tally, subject: Subject): Words {
  const port = subject.kind === 'port' ? subject.port : null;
  const holder = port === null ? undefined : lastHandleOf(port);
  const went = holder === undefined || holder.departure !== null ? '' : `; it is in ${realmLabel(holder.realm)} now`;
  return {
    level: 'error',
    sentence: `${sayCount(count, 'message')} posted on ${nameSender(messages)} after it was transferred: lost${went}.`,
    advice:
      'A port that was in a transfer list is dead where it was: post on the other port of its channel, and use the ' +
      'transferred one only where it arrives, from event.ports.',
  };
}

function nameSender(messages: Tally['messages']): string {
  const carrier = messages[0]?.post?.carrier;
  return carrier?.type === 'port' ? nameHandle(carrier.handle) : 'a port';
}
