import type { AgentRecord, RealmTime } from '../protocol';
import type { Broadcast, Handle, Listener, Realm } from './types';

/** What callbacks can listen to: a port's handle, a window or worker by its realm, a BroadcastChannel. */
export type Target = Handle | Realm | Broadcast;

/**
 * A callback was added. The same callback added again the same way changes nothing, as in the DOM; another `onmessage`
 * takes the place of the one before.
 */
export function addListener(target: Target, realm: Realm, record: Extract<AgentRecord, { kind: 'listening' }>): void {
  const { at, how, listener: number } = record;
  if (how === 'onmessage') removeListeners(target, at, (other) => other.realm === realm && other.how === 'onmessage');
  if (target.listeners.some((other) => other.realm === realm && other.how === how && other.number === number)) return;
  const stack = record.stack === null ? null : { realm, id: record.stack };
  target.listeners = [...target.listeners, { realm, at, removedAt: null, number, how, stack }];
}

/** A callback was removed. */
export function removeListener(
  target: Target,
  realm: Realm,
  { at, how, listener }: Extract<AgentRecord, { kind: 'unlistened' }>,
): void {
  removeListeners(target, at, (other) => other.realm === realm && other.how === how && other.number === listener);
}

function removeListeners(target: Target, at: RealmTime, isMeant: (listener: Listener) => boolean): void {
  const left = target.listeners.filter((listener) => !isMeant(listener));
  if (left.length === target.listeners.length) return;
  const removed = target.listeners.filter(isMeant);
  for (const listener of removed) listener.removedAt = at;
  target.pastListeners = [...target.pastListeners, ...removed];
  target.listeners = left;
}

/** Who hears what arrives there, as far as is seen: `once` and `signal` are not, so some may be gone already. */
export function listenersOf(target: Target): readonly Listener[] {
  return target.listeners;
}

/** Somebody may still listen there: a callback was added that was not seen being removed. */
export function isListening(target: Target): boolean {
  return target.listeners.length > 0;
}
