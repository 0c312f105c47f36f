import { startOf } from './clocks';
import { deliveredAt } from './momentGraph';
import type { Message, Model } from './types';

/**
 * When each message began and ended, beside each other in memory: to look that up in a million messages for every step
 * through the past takes too long. By index, as in `rows`.
 */
export type Timeline = {
  /** The messages, without the halves that were paired with others. */
  rows: Message[];
  /** Milliseconds since 1970. */
  begins: Float64Array;
  /** From then on nothing changed any more; infinite for all of which more has to be asked. */
  ends: Float64Array;
};

const timelines = new WeakMap<Model, { version: number; timeline: Timeline }>();

/** The timeline of the model as it is now; made once for each version of it. */
export function timelineOf(model: Model): Timeline {
  const known = timelines.get(model);
  if (known?.version === model.version) return known.timeline;
  const rows = model.messages.filter(({ absorbedBy }) => absorbedBy === null);
  const begins = new Float64Array(rows.length);
  const ends = new Float64Array(rows.length);
  rows.forEach((message, i) => {
    begins[i] = startOf(message);
    ends[i] = endOf(message);
  });
  const timeline = { rows, begins, ends };
  timelines.set(model, { version: model.version, timeline });
  return timeline;
}

function endOf(message: Message): number {
  const { post, delivery } = message;
  if (delivery === null || delivery.isMessageError) return Infinity;
  // Rows of one broadcast share its post; they are in the order of their deliveries.
  const last = post !== null && post.rows.length > 0 ? post.rows[post.rows.length - 1] : message;
  return deliveredAt(last ?? message);
}
