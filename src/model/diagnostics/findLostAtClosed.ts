import { lastHandleOf } from '../createModel';
import type { Port } from '../types';
import type { Context } from './context';
import type { Finding, Later } from './rule';
import { beginOf, firstOf, splitAt, undeliveredTo } from './undelivered';
import { sayCount, namePort } from './words';

/** Messages to a port that its holder has closed: posted after that, or waiting at that moment. */
export function findLostAtClosed(port: Port, { model }: Context): Finding | Later | null {
  const holder = lastHandleOf(port);
  if (holder === undefined || holder.closedAt === null || !holder.realm.isInstrumented) return null;
  const lost = undeliveredTo(model, port);
  if (lost.count === 0) return null;
  const { before, after } = splitAt(lost, holder.realm, holder.realm.timeOrigin + holder.closedAt);
  const isKnowable = after.count > 0;
  const when = isKnowable
    ? `${sayCount(after.count, 'message')} posted to ${namePort(port)} after it was closed: lost.`
    : `${sayCount(before.count, 'message')} had not been taken when ${namePort(port)} was closed: lost.`;
  const also = isKnowable && before.count > 0 ? ` ${before.count} more had not been taken by then.` : '';
  return {
    level: isKnowable ? 'error' : 'warning',
    sentence: when + also,
    advice:
      'Nothing tells a port that its peer was closed: agree on a last message before close(), and stop posting when ' +
      'it comes.',
    count: lost.count,
    messages: firstOf(lost),
    since: beginOf(lost),
  };
}
