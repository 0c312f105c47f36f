import type { BroadcastGroup, Handle, Message, Realm } from '../types';
import { MOST_MESSAGES, type DiagnosticKind } from './diagnostic';

/** Where something went wrong: a port's object, a realm (its window, or a worker as its page sees it), a broadcast. */
export type Place = Handle | Realm | BroadcastGroup;

/**
 * How often one thing went wrong at one place, and the first messages it befell. cause: what tells it from others of its
 * kind there, for the rule that puts it into words; '' where there is nothing to tell.
 */
export type Tally = { kind: DiagnosticKind; cause: string; count: number; messages: Message[] };

/**
 * What went wrong while records were taken in, counted as it happens, so that nobody has to look through all messages for
 * it. By the object it happened at and not by port: which port that is may be found out later.
 */
export type Tallies = {
  byPlace: Map<Place, Tally[]>;
  /** Messages that were lost at a port before the model was cleared: they are not told again. By the port's object. */
  forgotten: Map<Handle, number>;
};

/** Nothing went wrong yet. */
export function createTallies(): Tallies {
  return { byPlace: new Map(), forgotten: new Map() };
}

/** Counts that something went wrong with a message. */
export function addToTally(
  { byPlace }: Tallies,
  kind: DiagnosticKind,
  place: Place,
  message: Message,
  cause = '',
): void {
  let tallies = byPlace.get(place);
  if (tallies === undefined) byPlace.set(place, (tallies = []));
  let tally = tallies.find((other) => other.kind === kind && other.cause === cause);
  if (tally === undefined) tallies.push((tally = { kind, cause, count: 0, messages: [] }));
  tally.count += 1;
  if (tally.messages.length < MOST_MESSAGES) tally.messages.push(message);
}
