import { lastHandleOf, queueOf } from '../select';
import type { Model, Port } from '../types';
import type { Verdict } from './rule';
import { THRESHOLDS } from './thresholds';
import { beginOf, firstOf, undeliveredTo } from './undelivered';
import { countOf, namePort } from './words';

/**
 * Many messages wait at a port, and have for a while: a burst that is taken at once is none. Realms are heard one after
 * the other, so a message counts as waiting only once its receiver was heard long enough after it was posted.
 */
export function findGrowingQueue(port: Port, model: Model): Verdict {
  const holder = lastHandleOf(port);
  const { count, isExact } = queueOf(port);
  if (holder === undefined || count < THRESHOLDS.queueLength) return null;
  const waiting = undeliveredTo(model, port);
  const since = beginOf(waiting) ?? 0;
  const until = since + THRESHOLDS.queueAge;
  const { realm, startedAt } = holder;
  if (realm.timeOrigin + realm.heardUntil <= until) return { until };
  const why = startedAt === null ? 'it was never started' : 'its realm does not get round to them';
  return {
    level: 'warning',
    sentence: `${isExact ? '' : 'At least '}${countOf(count, 'message')} wait at ${namePort(port)}: ${why}.`,
    advice:
      startedAt === null
        ? 'Call start() on the port or set its onmessage, or close it: until then every message stays in memory.'
        : 'Post less, or wait for an answer before posting more; look for long tasks in the realm that receives.',
    count,
    messages: firstOf(waiting),
    since,
  };
}
