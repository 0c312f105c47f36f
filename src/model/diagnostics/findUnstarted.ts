import { peerOf } from '../createModel';
import { isListening, lastHandleOf, portState, queueOf } from '../select';
import type { Handle, Port } from '../types';
import { heardOf, type Context } from './context';
import type { Finding, Later } from './rule';
import { THRESHOLDS } from './thresholds';
import { beginOf, firstOf, isUsable, undeliveredTo } from './undelivered';
import { sayCount, namePort } from './words';

const ADVICE =
  'Call start() on the port, or set its onmessage, which starts it; addEventListener() alone does not. ' +
  'A worker’s or a window’s messages need no start, a port’s do.';

/**
 * Callbacks listen on a port whose queue was not started. An error at once where messages wait; a hint where none do,
 * once it has been so for a while: many ports are started a moment after they are listened to.
 */
export function findUnstarted(port: Port, { model }: Context): Finding | Later | null {
  const handle = lastHandleOf(port);
  if (handle === undefined || !isListening(handle) || !isUnstarted(handle)) return null;
  const { realm, listeners } = handle;
  const since = realm.timeOrigin + Math.min(...listeners.map(({ at }) => at));
  const { count, isExact } = queueOf(port);
  if (count > 0) {
    const waiting = undeliveredTo(model, port);
    return {
      level: 'error',
      sentence:
        `${isExact ? '' : 'At least '}${sayCount(count, 'message')} ${count === 1 ? 'waits' : 'wait'} at ` +
        `${namePort(port)}: callbacks listen there, but the port was never started.`,
      advice: ADVICE,
      count,
      messages: firstOf(waiting),
      since: Math.max(since, beginOf(waiting) ?? 0),
    };
  }
  if (portState(port) === 'peer closed' || peerOf(port).handles.length === 0) return null;
  const until = since + THRESHOLDS.unstarted;
  if (heardOf(realm) <= until) return { until };
  return {
    level: 'info',
    sentence: `Callbacks listen on ${namePort(port)}, but the port was never started: what is posted to it will wait.`,
    advice: ADVICE,
    count: 1,
    messages: [],
    since,
  };
}

/** It could be started and was not, as far as is known: one that was there before its agent may have been. */
function isUnstarted(handle: Handle): boolean {
  const { startedAt, deliveries, arrival, port } = handle;
  const isSeenFromBirth = arrival !== null || port.channel.isBirthSeen;
  return isUsable(handle) && isSeenFromBirth && startedAt === null && deliveries.length === 0;
}
