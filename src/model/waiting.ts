import { peerOf } from './createModel';
import { countOf } from './pairing';
import type { Direction, Handle, Message, Port } from './types';

/** Whether counting tells which message posted to a port is which. */
export function orderTo(port: Port): Direction['order'] {
  const { ports, directions } = port.channel;
  return directions[port === ports[0] ? 1 : 0].order;
}

/**
 * Messages that were posted to a port and, that is sure, have not reached it: those after the last one that did, since a
 * channel delivers in order. Oldest first; empty where that is not known.
 */
export function waitingFor(port: Port): Message[] {
  if (orderTo(port) === 'lost') return [];
  const { handles } = peerOf(port);
  const waiting: Message[] = [];
  for (let i = handles.length - 1; i >= 0; i -= 1) {
    const { posts } = handles[i] as Handle;
    for (let k = posts.length - 1; k >= 0; k -= 1) {
      const message = posts[k] as Message;
      // It arrived, or it passed out of sight: then so did all before it.
      if (message.delivery !== null || message.evidence !== null) return waiting.reverse();
      waiting.push(message);
    }
  }
  return waiting.reverse();
}

/** How many there are of these. */
export function countWaitingFor(port: Port): number {
  if (orderTo(port) !== 'in order') return waitingFor(port).length;
  return Math.max(0, countOf(peerOf(port), 'posts') - countOf(port, 'deliveries'));
}
