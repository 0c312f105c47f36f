import { lastHandleOf, queueOf } from '../select';
import type { Port } from '../types';
import { heardOf, type Context } from './context';
import type { Finding, Later } from './rule';
import { THRESHOLDS } from './thresholds';
import { beginOf, firstOf, isUsable, undeliveredTo } from './undelivered';
import { sayCount, namePort } from './words';

/**
 * Many messages wait at a port, and have for a while: a burst that is taken at once is none. Realms are heard one after
 * the other, so a message counts as waiting only once its receiver was heard long enough after it was posted.
 */
export function findGrowingQueue(port: Port, { model }: Context): Finding | Later | null {
  const holder = lastHandleOf(port);
  const { count, isExact } = queueOf(port);
  if (holder === undefined || count < THRESHOLDS.queueLength || !isUsable(holder)) return null;
  const waiting = undeliveredTo(model, port);
  const since = beginOf(waiting) ?? 0;
  const until = since + THRESHOLDS.queueAge;
  const { realm, startedAt } = holder;
  if (heardOf(realm) <= until) return { until };
  const why = startedAt === null ? 'it was never started' : 'its realm does not get round to them';
  return {
    level: 'warning',
    sentence: `${isExact ? '' : 'At least '}${sayCount(count, 'message')} wait at ${namePort(port)}: ${why}.`,
    advice:
      startedAt === null
        ? 'Call start() on the port or set its onmessage, or close it: until then every message stays in memory.'
        : 'Post less, or wait for an answer before posting more; look for long tasks in the realm that receives.',
    count,
    messages: firstOf(waiting),
    since,
  };
}
