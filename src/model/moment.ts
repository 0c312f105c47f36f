import { startOf } from './clocks';
import { graphAt } from './momentGraph';
import { fillMessages } from './momentMessages';
import type { Message, Model } from './types';

/**
 * The graph as it was at a moment (decision 028). Nothing is replayed and nothing was stored for it: every fact in the
 * model carries its time, so what was so at a moment is read off what is known now. What was inferred later shows the
 * past as it truly was, not as it was known.
 */

/** Milliseconds since 1970; or a message: when it was posted, or reached its receiver if that alone was seen. */
export type Moment = number | Message;

/**
 * The model as it was at a moment, for reading only: whatever select.ts and the views ask of the live model they can
 * ask of it. What began before recording is there from when it was met.
 *
 * Realms, ports, channels and handles are other objects than the live ones, with the same ids. Messages that had come
 * as far as they ever came are the live ones, and lead to live ports and realms; those that were still under way are
 * copies that did not arrive. Counters of what was dropped or refused have no time: they are those of now.
 */
export function modelAt(model: Model, moment: Moment): Model {
  const { past, then } = graphAt(model, momentOf(moment));
  fillMessages(past, model, then);
  return past;
}

/** A moment in milliseconds since 1970. */
export function momentOf(moment: Moment): number {
  return typeof moment === 'number' ? moment : startOf(moment);
}
