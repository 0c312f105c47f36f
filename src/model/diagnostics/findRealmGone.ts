import { lastHandleOf } from '../createModel';
import { realmLabel } from '../labels';
import type { Handle, Model, Port } from '../types';
import type { Context } from './context';
import type { Subject } from './diagnostic';
import type { Finding, Words } from './rule';
import type { Tally } from './tallies';
import { beginOf, firstOf, splitAt, undeliveredTo, type Posts } from './undelivered';
import { sayCount, namePort, sayNobody } from './words';

/** Messages posted to a port after the realm that held it was gone. */
export function findPostsIntoNowhere(port: Port, { model }: Context): Finding | null {
  const holder = deadHolderOf(port);
  if (holder === null) return null;
  const { after } = lostBy(port, model, holder);
  if (after.count === 0) return null;
  return {
    level: 'error',
    sentence:
      `${sayCount(after.count, 'message')} posted to ${namePort(port)} after ${realmLabel(holder.realm)} was gone: ` +
      `${sayNobody(after.count)}.`,
    advice:
      'Stop posting when a frame is removed or navigates, or a worker is terminated, and hand the page that comes next ' +
      'a port of a new MessageChannel.',
    count: after.count,
    messages: firstOf(after),
    since: beginOf(after),
  };
}

/** Messages posted to a worker after its page had terminated it. */
export function describePostsToTerminated({ count }: Tally, subject: Subject): Words {
  const worker = subject.kind === 'realm' ? realmLabel(subject.realm) : 'a worker';
  return {
    level: 'error',
    sentence: `${sayCount(count, 'message')} posted to ${worker} after it was terminated: ${sayNobody(count)}.`,
    advice: 'Drop the reference to a Worker when terminate() is called on it, and make a new one for what comes next.',
  };
}

/** Messages that waited, or were on their way, when the realm that held the port went away. */
export function findLostWithRealm(port: Port, { model }: Context): Finding | null {
  const holder = deadHolderOf(port);
  // What a realm without an agent had taken before it went away was not seen.
  if (holder === null || !holder.realm.isInstrumented) return null;
  const { before } = lostBy(port, model, holder);
  if (before.count === 0) return null;
  return {
    level: 'warning',
    sentence:
      `${sayCount(before.count, 'message')} to ${namePort(port)} had not been taken when ` +
      `${realmLabel(holder.realm)} went away: lost with it.`,
    advice:
      'If they matter, let the receiver say that it has taken them, and remove the frame or navigate only after that; ' +
      'or post them again to the page that comes next.',
    count: before.count,
    messages: firstOf(before),
    since: holder.realm.endedAt,
  };
}

/** The port's object, if its realm is gone and it is known that the port had not left before. */
function deadHolderOf(port: Port): Handle | null {
  const holder = lastHandleOf(port);
  if (holder === undefined || holder.departure !== null || holder.sweptAt !== null || holder.closedAt !== null)
    return null;
  const { state, aftermath, isInstrumented } = holder.realm;
  return state === 'gone' && (aftermath === 'settled' || !isInstrumented) ? holder : null;
}

function lostBy(port: Port, model: Model, { realm }: Handle): { before: Posts; after: Posts } {
  return splitAt(undeliveredTo(model, port), realm, realm.endedAt ?? Infinity);
}
