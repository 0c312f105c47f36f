import { CLOCK_SLACK, startOf } from '../clocks';
import { lastHandleOf, peerOf } from '../createModel';
import type { Handle, Message, Model, Port, Post, Realm } from '../types';
import { countOf } from '../pairing';
import { orderTo, waitingFor } from '../waiting';
import { MOST_MESSAGES } from './diagnostic';

/** Messages in the order in which they were posted on one handle, from an index to another (not included). */
type Run = { messages: readonly Message[]; from: number; to: number };

/** Some of the messages that were posted on a port, in order; never copied as a whole, as there may be very many. */
export type Posts = { count: number; runs: readonly Run[] };

/**
 * Messages that were posted to the port and not delivered to it, as far as that is known: a channel delivers in order, so
 * they are those after the last one that was paired. Those that were lost before the model was cleared are left out.
 */
export function undeliveredTo(model: Model, port: Port): Posts {
  const holder = lastHandleOf(port);
  const forgotten = (holder && model.diagnostics.forgotten.get(holder)) ?? 0;
  if (orderTo(port) === 'in order') return postsAfter(peerOf(port), countOf(port, 'deliveries') + forgotten);
  const messages = waitingFor(port);
  return ofRuns([{ messages, from: Math.min(forgotten, messages.length), to: messages.length }]);
}

/** What was posted on a port, but the first ones, in its whole journey. */
export function postsAfter(port: Port, count: number): Posts {
  const runs: Run[] = [];
  let skipped = count;
  for (const { posts } of port.handles) {
    if (skipped < posts.length) runs.push({ messages: posts, from: skipped, to: posts.length });
    skipped = Math.max(0, skipped - posts.length);
  }
  return ofRuns(runs);
}

/**
 * Those that were surely posted after something happened in a realm, and the others.
 * @param moment milliseconds since 1970 by that realm's clock.
 */
export function splitAt(all: Posts, realm: Realm, moment: number): { before: Posts; after: Posts } {
  return split(all, (message) => isAfter(message, realm, moment));
}

/**
 * Those that were surely posted before a moment.
 * @param cause the post at that moment, if there was one: what the same realm told before it came before it, though a
 * clock of whole milliseconds may not tell them apart.
 */
export function thoseBefore(all: Posts, realm: Realm, moment: number, cause: Post | null): Posts {
  return split(all, (message) => {
    const { post } = message;
    const isToldByOne = post !== null && cause !== null && post.teller.id === cause.teller.id;
    return isToldByOne ? post.order > cause.order : !isBefore(message, realm, moment);
  }).before;
}

/** The first ones, at most MOST_MESSAGES. */
export function firstOf({ runs }: Posts): Message[] {
  const first: Message[] = [];
  for (const { messages, from, to } of runs) {
    if (first.length === MOST_MESSAGES) break;
    first.push(...messages.slice(from, Math.min(to, from + MOST_MESSAGES - first.length)));
  }
  return first;
}

/** When the first of them was posted, in milliseconds since 1970; null: there is none. */
export function beginOf({ runs }: Posts): number | null {
  const [run] = runs;
  return run === undefined ? null : startOf(run.messages[run.from] as Message);
}

function split(all: Posts, isLater: (message: Message) => boolean): { before: Posts; after: Posts } {
  const before: Run[] = [];
  const after: Run[] = [];
  for (const { messages, from, to } of all.runs) {
    const cut = findFirst(messages, from, to, isLater);
    if (from < cut) before.push({ messages, from, to: cut });
    if (cut < to) after.push({ messages, from: cut, to });
  }
  return { before: ofRuns(before), after: ofRuns(after) };
}

function ofRuns(runs: Run[]): Posts {
  return { count: runs.reduce((sum, { from, to }) => sum + to - from, 0), runs };
}

function isAfter(message: Message, realm: Realm, moment: number): boolean {
  return startOf(message) > moment + slackBetween(message, realm);
}

function isBefore(message: Message, realm: Realm, moment: number): boolean {
  return startOf(message) < moment - slackBetween(message, realm);
}

/** Clocks of two realms need not agree. What a page says of its worker, and of its own posts, is told by one clock. */
function slackBetween({ post }: Message, realm: Realm): number {
  const teller = post?.teller.id;
  return teller === realm.id || (realm.kind === 'worker' && realm.parent?.id === teller) ? 0 : CLOCK_SLACK;
}

/** The first index at which the test is true, if it is false for all before and true for all after; else `to`. */
function findFirst(
  messages: readonly Message[],
  from: number,
  to: number,
  isThere: (message: Message) => boolean,
): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isThere(messages[middle] as Message)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether the port's object is here and can be used, as far as is known. */
export function isUsable({ realm, closedAt, departure, sweptAt, collectedAt }: Handle): boolean {
  const isOver = closedAt !== null || departure !== null || sweptAt !== null || collectedAt !== null;
  return realm.isInstrumented && realm.state !== 'gone' && !isOver;
}
