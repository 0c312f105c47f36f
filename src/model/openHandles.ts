import { CLOCK_SLACK } from './clocks';
import { momentOf, wasThere } from './comparing';
import { lastHandleOf, peerOf } from './createModel';
import type { Handle, Port, Realm, Transfer } from './types';

/** The realm that the message came from which carried the port; null: not known. */
export function originOf(came: Handle): Realm | null {
  const message = came.arrival?.message ?? null;
  const delivery = message?.delivery ?? null;
  if (message === null || delivery === null) return null;
  const { carrier } = delivery;
  switch (carrier.type) {
    case 'worker':
    case 'service-worker':
      return carrier.worker;
    case 'port': {
      const post = message.absorbedBy?.post ?? null;
      // An agent would have seen it being posted: so it was posted where none runs.
      const unseen = peerOf(carrier.handle.port).handles.filter(({ realm }) => !realm.isInstrumented);
      return post?.realm ?? (unseen.length === 1 ? (unseen[0]?.realm ?? null) : null);
    }
    default:
      return delivery.window?.source ?? null;
  }
}

/** When it arrived: milliseconds since 1970. */
export function arrivalOf(came: Handle): number {
  return momentOf(came.realm, came.arrival?.at ?? null);
}

/**
 * Handles that may have left a realm unseen: the last known place of their port, and there at that moment (ms since
 * 1970). A realm may have held thousands, and this is asked often: so those that cannot be among them are passed over.
 */
export function openHandlesOf(realm: Realm | null, moment: number): Handle[] {
  const open: Handle[] = [];
  if (realm === null) return open;
  const { unclosed, closed } = realm;
  for (const handle of unclosed) {
    // A port that went on never comes back to the same handle.
    if (lastHandleOf(handle.port) !== handle) unclosed.delete(handle);
    else if (isOpen(handle) && wasThere(handle, moment)) open.push(handle);
  }
  for (let i = closed.length - 1; i >= 0; i -= 1) {
    const handle = closed[i] as Handle;
    // What was closed before that one was not there either.
    if (momentOf(realm, handle.closedAt) < moment - CLOCK_SLACK) break;
    if (isOpen(handle) && wasThere(handle, moment)) open.push(handle);
  }
  return open;
}

/** Its port is there as far as is seen, or was seen leaving to where is not known. */
export function isOpen(handle: Handle): boolean {
  return (handle.departure === null || isAdrift(handle.departure)) && lastHandleOf(handle.port) === handle;
}

/** It was seen leaving in a message to a window, and which delivery that was is not known. */
function isAdrift({ evidence, message }: Transfer): boolean {
  return evidence === 'unknown' && message?.post?.window != null && message.delivery === null;
}

/** Nothing was seen that went through the port. */
export function isIdle({ handles }: Port): boolean {
  return handles.every(({ posts, deliveries }) => posts.length + deliveries.length === 0);
}
