import { startOf } from './clocks';
import { deliveredAt } from './momentGraph';
import type { Message, Model } from './types';

/**
 * When messages began and ended, without the halves that were paired with others: to look that up in a million messages
 * for every step through the past takes too long.
 */
export type Timeline = {
  /** Those that came as far as they ever came, in the order in which they became known, in blocks. */
  blocks: Block[];
  /** Those of which more has to be asked: they never arrived, or not as they should have. */
  open: Message[];
};

/** Messages that stand beside each other in memory, and when they began and ended: milliseconds since 1970. */
export type Block = {
  messages: Message[];
  begins: Float64Array;
  ends: Float64Array;
  /** The first and the last of these moments. */
  begin: number;
  end: number;
};

/** A block is a few seconds of a busy page: at any moment nearly all of them are over, or still to come. */
const BLOCK = 4_096;

const timelines = new WeakMap<Model, { version: number; timeline: Timeline }>();

/** The timeline of the model as it is now; made once for each version of it. */
export function timelineOf(model: Model): Timeline {
  const known = timelines.get(model);
  if (known?.version === model.version) return known.timeline;
  const timeline: Timeline = { blocks: [], open: [] };
  let last = startBlock();
  for (const message of model.messages) {
    if (message.absorbedBy !== null) continue;
    const end = endOf(message);
    if (end === Infinity) {
      timeline.open.push(message);
      continue;
    }
    if (last.messages.length === 0) timeline.blocks.push(last);
    addTo(last, message, end);
    if (last.messages.length === BLOCK) last = startBlock();
  }
  timelines.set(model, { version: model.version, timeline });
  return timeline;
}

function startBlock(): Block {
  const [begins, ends] = [new Float64Array(BLOCK), new Float64Array(BLOCK)];
  return { messages: [], begins, ends, begin: Infinity, end: -Infinity };
}

function addTo(block: Block, message: Message, end: number): void {
  const { messages, begins, ends } = block;
  const begin = startOf(message);
  begins[messages.length] = begin;
  ends[messages.length] = end;
  messages.push(message);
  block.begin = Math.min(block.begin, begin);
  // Clocks of two realms may put the end first.
  block.end = Math.max(block.end, begin, end);
}

/** From then on nothing of it changed any more; infinite where more has to be asked. */
function endOf(message: Message): number {
  const { post, delivery } = message;
  if (delivery === null || delivery.isMessageError) return Infinity;
  if (post === null || post.rows.length === 0) return deliveredAt(message);
  // Rows of one broadcast share its post; they are in the order of their deliveries.
  return deliveredAt(post.rows[post.rows.length - 1] ?? message);
}
