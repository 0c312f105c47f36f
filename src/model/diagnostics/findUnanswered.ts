import { conversationsOf, type Call, type Conversation, type Protocol, type Waiting } from '../calls';
import { startOf } from '../clocks';
import { lastHandleOf, peerOf } from '../createModel';
import { realmLabel } from '../labels';
import type { Handle, Message } from '../types';
import { heardOf, type Context } from './context';
import { MOST_MESSAGES, type Subject } from './diagnostic';
import type { Finding, Later } from './rule';
import { THRESHOLDS } from './thresholds';
import { isUsable } from './undelivered';
import { nameHandle, sayCount } from './words';

type Found = Finding & { subject: Subject; cause: string };

/** Requests that wait for their answer for long, or for ever because the other end is gone. */
export function findUnanswered({ model }: Context): (Found | Later)[] {
  const found: (Found | Later)[] = [];
  for (const conversation of conversationsOf(model.calls)) {
    const { asked, owed, handle, worker, teller } = conversation;
    if (teller.state === 'gone' || (handle !== null && !isUsable(handle))) continue;
    found.push(...lookAt(conversation, asked, 'asked'));
    // What is posted to a window may be unseen: that a page owes it an answer is not known.
    if (handle !== null || worker !== null) found.push(...lookAt(conversation, owed, 'owed'));
  }
  return found;
}

/** By protocol: what helps differs, and a guess is not mixed with what is known. */
function lookAt(conversation: Conversation, waiting: Waiting, side: 'asked' | 'owed'): (Found | Later)[] {
  const calls = callsOf(waiting);
  if (calls.length === 0) return [];
  const overdue = new Map<Protocol, Call[]>();
  const isOver = side === 'asked' && isPeerGone(conversation.handle);
  const heard = heardOf(conversation.teller);
  let later: Later | null = null;
  for (const call of calls) {
    if (side === 'owed' && isAskerSeen(call.request)) continue;
    const until = startOf(call.request) + THRESHOLDS.answer;
    if (!isOver && heard <= until) {
      later ??= { until };
      continue;
    }
    const others = overdue.get(call.protocol);
    if (others === undefined) overdue.set(call.protocol, [call]);
    else others.push(call);
  }
  const found = [...overdue].map(([protocol, late]) => describe(conversation, side, protocol, late, isOver));
  return later === null ? found : [...found, later];
}

/** What only carries an id is a call where most such messages were answered, and several were. */
function callsOf({ calls, guessed, guesses }: Waiting): Call[] {
  const isLearned = guesses.answered >= THRESHOLDS.learned && guesses.answered > guessed.size;
  return isLearned ? [...calls.values(), ...guessed.values()] : [...calls.values()];
}

/** Then the call is told of where it was made. */
function isAskerSeen({ post, absorbedBy }: Message): boolean {
  return post !== null || absorbedBy !== null;
}

function isPeerGone(handle: Handle | null): boolean {
  if (handle === null) return false;
  const peer = lastHandleOf(peerOf(handle.port));
  if (peer === undefined || peer.departure !== null || peer.sweptAt !== null) return false;
  return peer.closedAt !== null || (peer.realm.state === 'gone' && peer.realm.aftermath === 'settled');
}

function describe(
  { handle, worker, teller }: Conversation,
  side: 'asked' | 'owed',
  protocol: Protocol,
  calls: readonly Call[],
  isOver: boolean,
): Found {
  const [first] = calls as [Call, ...Call[]];
  const subject: Subject =
    handle === null ? { kind: 'realm', realm: worker ?? teller } : { kind: 'port', port: handle.port };
  const where = handle === null ? (worker === null ? `a window` : realmLabel(worker)) : nameHandle(handle);
  const what = `${sayCount(calls.length, 'request')}${nameMethods(calls)}`;
  const way = protocol === 'by id' ? 'told by the id that others came back with' : protocol;
  const how =
    side === 'asked'
      ? `posted ${handle === null ? 'to' : 'on'} ${where}`
      : `that came ${handle === null ? 'from' : 'in at'} ${where}`;
  const end = isOver ? 'and never will: the other end is gone' : `in ${THRESHOLDS.answer / 1_000} s`;
  return {
    subject,
    cause: `${side} ${protocol}${handle === null && worker === null ? ' window' : ''}`,
    level: 'warning',
    sentence: `${what} ${how} got no answer ${end} (${way}).`,
    advice:
      'See whether the request arrived, and whether its handler threw or waits: answer with an error too, and let callers ' +
      'give up after a time.',
    count: calls.length,
    messages: calls.slice(0, MOST_MESSAGES).map(({ request }) => request.absorbedBy ?? request),
    since: startOf(first.request),
  };
}

/** `: save, load` for the first few methods that were called. */
function nameMethods(calls: readonly Call[]): string {
  const names = new Set(calls.flatMap(({ method }) => (method === null ? [] : [method])));
  const some = [...names].slice(0, 3).map((name) => (name.length > 40 ? `${name.slice(0, 39)}…` : name));
  return some.length === 0 ? '' : ` (${some.join(', ')}${names.size > some.length ? ', …' : ''})`;
}
