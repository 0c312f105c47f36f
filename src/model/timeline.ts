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
  /** Milliseconds since 1970; what stands behind the last of `rows` means nothing, here and in `ends`. */
  begins: Float64Array;
  /** From then on nothing changed any more; infinite for all of which more has to be asked. */
  ends: Float64Array;
};

const timelines = new WeakMap<Model, { version: number; timeline: Timeline }>();

/** The timeline of the model as it is now; made once for each version of it. */
export function timelineOf(model: Model): Timeline {
  const known = timelines.get(model);
  if (known?.version === model.version) return known.timeline;
  const rows: Message[] = [];
  const begins = new Float64Array(model.messages.length);
  const ends = new Float64Array(model.messages.length);
  for (const message of model.messages) {
    if (message.absorbedBy !== null) continue;
    begins[rows.length] = startOf(message);
    ends[rows.length] = endOf(message);
    rows.push(message);
  }
  const timeline = { rows, begins, ends };
  timelines.set(model, { version: model.version, timeline });
  return timeline;
}

function endOf(message: Message): number {
  const { post, delivery } = message;
  if (delivery === null || delivery.isMessageError) return Infinity;
  if (post === null || post.rows.length === 0) return deliveredAt(message);
  // Rows of one broadcast share its post; they are in the order of their deliveries.
  return deliveredAt(post.rows[post.rows.length - 1] ?? message);
}
