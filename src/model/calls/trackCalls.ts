import { lastHandleOf, peerOf } from '../createModel';
import type { Delivery, Handle, Message, Model, Post, Realm } from '../types';
import type { Call, Calls, Conversation, Protocol, Reading, Waiting } from './call';
import { readCall } from './readCall';

/** So many requests wait for an answer in one conversation; older ones are given up. */
const MOST_WAITING = 10_000;

/** So many messages with an id and no answer, and it is taken for something else than a call. */
const MOST_TRIED = 256;

/** Takes note of a message that was posted, if it is a request or an answer. */
export function trackPost(model: Model, message: Message, post: Post): void {
  if (message.noise !== null || post.dropped !== null) return;
  const reading = readCall(post.value);
  if (reading === null || reading === 'cut') return;
  const here = conversationOf(model, post);
  if (here === null || answer(here.owed, reading, message)) return;
  // A port whose peer is in the same realm gets what is posted here; its delivery tells no value.
  const there = neighbourOf(model, post);
  if (there !== null && answer(there.asked, reading, message)) return;
  ask(model.calls, here.asked, reading, message);
}

/** Takes note of a message that was delivered, if it is a request or an answer. */
export function trackDelivery(model: Model, message: Message, delivery: Delivery): void {
  if (message.noise !== null) return;
  const { value } = delivery;
  if (value !== null && 'absent' in value && (value.absent === 'posted-here' || value.absent === 'untrusted')) return;
  const isUnread = value === null || 'absent' in value;
  const reading = isUnread ? 'cut' : readCall(value);
  if (reading === null) return;
  const here = conversationOf(model, delivery);
  // It may have been any of the answers: whatever waits cannot be said to have none.
  if (reading === 'cut') doubtAnswers(here);
  else if (here !== null && !answer(here.asked, reading, message)) ask(model.calls, here.owed, reading, message);
}

function doubtAnswers(here: Conversation | null): void {
  here?.asked.calls.clear();
  here?.asked.guessed.clear();
}

/** Records of a realm are missing: answers may be among them. */
export function doubtCalls({ calls }: Model, realm: Realm): void {
  for (const conversation of conversationsOf(calls)) if (conversation.teller === realm) forgetWaiting(conversation);
}

/** Forgets all requests that wait. What was learned of ids stays. */
export function forgetCalls({ calls }: Model): void {
  calls.methods.clear();
  for (const conversation of conversationsOf(calls)) forgetWaiting(conversation);
}

/** All conversations, in the order in which they began. */
export function* conversationsOf({ byHandle, byPartner }: Calls): Iterable<Conversation> {
  yield* byHandle.values();
  for (const partners of byPartner.values()) yield* partners.values();
}

/** The call that a message asks for or answers; null: none that is known. Rows hold both halves of a message. */
export function callOf({ call }: Message): Call | null {
  if (call === null) return null;
  return { ...call, request: rowOf(call.request), answer: call.answer && rowOf(call.answer) };
}

function rowOf(message: Message): Message {
  return message.absorbedBy ?? message;
}

function forgetWaiting({ asked, owed }: Conversation): void {
  for (const { calls, guessed } of [asked, owed]) {
    calls.clear();
    guessed.clear();
  }
}

function ask({ methods }: Calls, waiting: Waiting, { protocol, role, id, method }: Reading, request: Message): void {
  const { guesses } = waiting;
  if (role === 'answer' || (protocol === 'by id' && guesses.answered === 0 && guesses.seen >= MOST_TRIED)) return;
  if (protocol === 'by id') guesses.seen += 1;
  const calls = callsOf(waiting, protocol);
  const call: Call = { protocol, method: method === null ? null : shared(methods, method), request, answer: null };
  request.call = call;
  // Asked again, it is another call, and the younger one.
  calls.delete(id);
  calls.set(id, call);
  if (calls.size > MOST_WAITING) calls.delete(calls.keys().next().value as string);
}

/** The text that stands for all equal ones. */
function shared(texts: Map<string, string>, text: string): string {
  const known = texts.get(text);
  if (known === undefined) texts.set(text, text);
  return known ?? text;
}

/** @returns true if somebody had asked for it. */
function answer(waiting: Waiting, { protocol, role, id }: Reading, message: Message): boolean {
  const calls = callsOf(waiting, protocol);
  const call = role === 'request' ? undefined : calls.get(id);
  if (call === undefined || call.protocol !== protocol) return false;
  calls.delete(id);
  if (protocol === 'by id') waiting.guesses.answered += 1;
  call.answer = message;
  message.call ??= call;
  return true;
}

function callsOf({ calls, guessed }: Waiting, protocol: Protocol): Map<string, Call> {
  return protocol === 'by id' ? guessed : calls;
}

/** Where a message was posted or delivered, as a place to talk; null: not known, or many hear it. */
function conversationOf({ calls }: Model, half: Post | Delivery): Conversation | null {
  const { carrier } = half;
  const teller = 'teller' in half ? half.teller : half.realm;
  switch (carrier.type) {
    case 'port':
      return conversationAt(calls, carrier.handle);
    case 'worker':
    case 'service-worker':
      return conversationWith(calls, teller, carrier.worker.id, carrier.worker);
    case 'window': {
      const place = 'teller' in half ? half.window?.place : half.window?.sourcePath;
      return place == null ? null : conversationWith(calls, teller, place, null);
    }
    case 'broadcast':
      return null;
  }
}

function conversationAt({ byHandle }: Calls, handle: Handle): Conversation {
  let known = byHandle.get(handle);
  if (known === undefined) byHandle.set(handle, (known = startConversation(handle.realm, handle, null)));
  return known;
}

function conversationWith({ byPartner }: Calls, teller: Realm, key: string, worker: Realm | null): Conversation {
  let partners = byPartner.get(teller);
  if (partners === undefined) byPartner.set(teller, (partners = new Map()));
  let known = partners.get(key);
  if (known === undefined) partners.set(key, (known = startConversation(teller, null, worker)));
  return known;
}

function startConversation(teller: Realm, handle: Handle | null, worker: Realm | null): Conversation {
  const startWaiting = (): Waiting => ({ calls: new Map(), guessed: new Map(), guesses: { seen: 0, answered: 0 } });
  return { teller, handle, worker, asked: startWaiting(), owed: startWaiting() };
}

/** The conversation of a port's peer in the same realm, if calls wait there. */
function neighbourOf({ calls }: Model, { carrier, realm }: Post): Conversation | null {
  if (carrier.type !== 'port') return null;
  const peer = lastHandleOf(peerOf(carrier.handle.port));
  return peer === undefined || peer.realm !== realm ? null : (calls.byHandle.get(peer) ?? null);
}
