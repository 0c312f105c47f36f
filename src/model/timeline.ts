import { startOf } from './clocks';
import { deliveredAt } from './momentGraph';
import type { Message, Model } from './types';

/**
 * When messages began and ended, without the halves that were paired with others: to look that up in a million messages
 * for every step through the past takes too long.
 */
export type Timeline = {
  /** Those that both halves are known of: they came as far as they ever will. */
  blocks: Block[];
  /** All others, and broadcasts, which may reach more. */
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

/** What a timeline was made of: so many messages of that list, and none of them taken apart since. */
type Known = { version: number; messages: Message[]; count: number; takenApart: number; timeline: Timeline };

const timelines = new WeakMap<Model, Known>();

/**
 * The timeline of the model as it is now. It is made once, and then only what is new or open is looked at: else every step
 * would take long while a page is being recorded.
 */
export function timelineOf(model: Model): Timeline {
  const { version, messages, takenApart } = model;
  let known = timelines.get(model);
  if (known?.version === version) return known.timeline;
  if (known === undefined || known.messages !== messages || known.takenApart !== takenApart) {
    known = { version, messages, count: 0, takenApart, timeline: { blocks: [], open: [] } };
    timelines.set(model, known);
  }
  const { timeline } = known;
  const { open } = timeline;
  timeline.open = [];
  for (const message of open) place(timeline, message);
  for (; known.count < messages.length; known.count += 1) place(timeline, messages[known.count] as Message);
  known.version = version;
  return timeline;
}

function place({ blocks, open }: Timeline, message: Message): void {
  if (message.absorbedBy !== null) return;
  const { post, delivery } = message;
  if (post === null || post.rows.length > 0 || delivery === null || delivery.isMessageError) {
    open.push(message);
    return;
  }
  let last = blocks[blocks.length - 1];
  if (last === undefined || last.messages.length === BLOCK) blocks.push((last = startBlock()));
  addTo(last, message, deliveredAt(message));
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

/** From then on nothing of a message changed any more: milliseconds since 1970; infinite where more has to be asked. */
export function endOf(message: Message): number {
  const { post, delivery } = message;
  if (delivery === null || delivery.isMessageError) return Infinity;
  if (post === null || post.rows.length === 0) return deliveredAt(message);
  // Rows of one broadcast share its post; they are in the order of their deliveries.
  return deliveredAt(post.rows[post.rows.length - 1] ?? message);
}
