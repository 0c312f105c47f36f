import { lastHandleOf } from '../createModel';
import { portLabel, realmLabel } from '../labels';
import { isListening, messageState, queueOf } from '../select';
import type { Handle, Message, MessageState, Port } from '../types';
import { heardOf, type Context } from './context';
import type { Finding, Later } from './rule';
import { THRESHOLDS } from './thresholds';
import { firstOf, undeliveredTo } from './undelivered';
import { namePort, sayCount } from './words';

/**
 * A port was sent away and nobody has it: its message was lost, or it arrived and nothing was ever done with it. That
 * nobody uses it is sure only once it is garbage; before, it is said where messages wait for it for long.
 */
export function findUntakenPort(port: Port, context: Context): Finding | Later | null {
  const handle = lastHandleOf(port);
  if (handle === undefined) return null;
  if (handle.departure !== null) return lookAtLoss(port, handle);
  return handle.arrival !== null && isUntouched(handle) ? lookAtArrival(port, handle, context) : null;
}

/** Why a message that carries a port is lost, and so is the port. */
const LOSSES: { [State in MessageState]?: string } = {
  'lost (port closed)': 'was posted to a port that is closed',
  'lost (realm gone)': 'was lost with its receiver’s realm',
  'lost (no receiver)': 'had no receiver',
  messageerror: 'could not be read where it arrived',
};

function lookAtLoss(port: Port, { departure, realm }: Handle): Finding | null {
  const message = departure?.message ?? null;
  const why = message === null ? undefined : LOSSES[messageState(message)];
  if (message === null || departure === null || why === undefined) return null;
  return {
    level: 'error',
    sentence: `${portLabel(port)} was sent away from ${realmLabel(realm)} in a message that ${why}: nobody will get it.`,
    advice:
      'A port is gone from where it was once it is in a transfer list, whether it arrives or not: send it only to a ' +
      'receiver that is known to be there, or make a new MessageChannel and try again.',
    count: 1,
    messages: [message],
    since: departure.at === null ? null : realm.timeOrigin + departure.at,
  };
}

function lookAtArrival(port: Port, handle: Handle, context: Context): Finding | Later | null {
  const { realm, arrival, collectedAt } = handle;
  if (realm.state === 'gone' || !realm.isInstrumented || arrival === null || arrival.at === null) return null;
  const waiting = undeliveredTo(context.model, port);
  const since = realm.timeOrigin + arrival.at;
  const carrying = arrival.message === null ? [] : [arrival.message];
  const lost = waiting.count === 0 ? '' : `, with ${sayCount(waiting.count, 'message')} that waited for it`;
  const found = { count: 1, messages: [...carrying, ...firstOf(waiting)], since };
  if (collectedAt !== null) {
    if (context.mayHaveLeft(realm, since)) return null;
    return {
      ...found,
      level: waiting.count > 0 ? 'error' : 'warning',
      sentence: `${namePort(port)} arrived and was never used: it is garbage now${lost}.`,
      advice: `Take it from event.ports of the message that brought it${sayReceiver(arrival.message)}; if it is not needed, close() it.`,
    };
  }
  if (queueOf(port).count === 0) return null;
  const until = since + THRESHOLDS.untaken;
  if (heardOf(realm) <= until) return { until };
  const verb = waiting.count === 1 ? 'waits' : 'wait';
  return {
    ...found,
    level: 'warning',
    sentence: `${namePort(port)} arrived and nothing was done with it: ${sayCount(waiting.count, 'message')} ${verb} there.`,
    advice: `Take it from event.ports of the message that brought it${sayReceiver(arrival.message)}, and call start() or set its onmessage.`,
  };
}

/** Nothing that was seen says that the page knows of it. */
export function isUntouched(handle: Handle): boolean {
  const { startedAt, closedAt, departure, sweptAt, posts, deliveries } = handle;
  const isUsed = startedAt !== null || closedAt !== null || departure !== null || sweptAt !== null;
  return !isUsed && posts.length + deliveries.length === 0 && !isListening(handle);
}

/** Whether anybody was there to take it, where that was seen. */
function sayReceiver(message: Message | null): string {
  const delivery = message?.delivery ?? null;
  if (delivery === null || delivery.carrier.type !== 'window' || isListening(delivery.realm)) return '';
  return ` (no listener for messages was seen on the window of ${realmLabel(delivery.realm)})`;
}
