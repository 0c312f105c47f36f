import type { CallPost } from './windows';
import type { Realm } from './types';

/**
 * Whether the target origin that a caller gave rules a receiver out (HTML, "window post message steps").
 * @returns the receiver's origin if it does, else null; null also where the target origin is not known.
 */
export function refusalOf({ window, teller, failure }: CallPost, receiver: Realm): string | null {
  const { targetOrigin } = window;
  if (failure !== null || targetOrigin === null || targetOrigin === '*') return null;
  if (targetOrigin === '/') return isSameOrigin(teller, receiver) ? null : receiver.origin;
  return originOf(targetOrigin) === receiver.origin && receiver.origin !== 'null' ? null : receiver.origin;
}

function isSameOrigin(one: Realm, other: Realm): boolean {
  return one === other || (one.origin === other.origin && one.origin !== 'null');
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}
