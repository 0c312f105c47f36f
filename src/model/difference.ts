import { momentOf, type Moment } from './moment';
import { graphAt } from './momentGraph';
import { countOf } from './pairing';
import { holderOf, lastHandleOf, lostOf, queueOf, type Queue } from './select';
import type { Channel, Model, Port, Realm } from './types';

/**
 * What became different between two moments, as the later one shows it, in the order in which things became known.
 * Realms, ports and channels are those of the later moment's model (`modelAt`), with the ids of the live ones.
 */
export type Difference = {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  begun: Realm[];
  ended: Realm[];
  /** Channels of which nothing was known before. */
  made: Channel[];
  /** Ports that no realm had shown before, and where they are; then those that went from one realm to another. */
  born: { port: Port; in: Realm }[];
  moved: { port: Port; from: Realm; to: Realm }[];
  started: Port[];
  closed: Port[];
  /** Ports for which more or fewer messages wait than before. */
  queues: { port: Port; before: Queue; after: Queue }[];
  /** Channels on which something was posted, delivered or lost, and how many messages. */
  traffic: { channel: Channel; posted: number; delivered: number; lost: number }[];
};

/** Tells what happened between two moments; if the first is the later one, what happened between the second and it. */
export function differenceOf(model: Model, first: Moment, second: Moment): Difference {
  const moments = [momentOf(first), momentOf(second)] as const;
  const [from, to] = [Math.min(...moments), Math.max(...moments)];
  const before = graphAt(model, from).past;
  const after = graphAt(model, to).past;
  const difference: Difference = {
    from,
    to,
    begun: [...after.realms.values()].filter(({ id }) => !before.realms.has(id)),
    ended: [...after.realms.values()].filter(
      ({ id, state }) => state === 'gone' && before.realms.get(id)?.state !== 'gone',
    ),
    made: [...after.channels.values()].filter(({ id }) => !before.channels.has(id)),
    born: [],
    moved: [],
    started: [],
    closed: [],
    queues: [],
    traffic: [],
  };
  for (const port of after.ports.values()) comparePorts(difference, before.ports.get(port.id), port);
  for (const channel of after.channels.values()) compareChannels(difference, before.channels.get(channel.id), channel);
  return difference;
}

function comparePorts(difference: Difference, before: Port | undefined, port: Port): void {
  const held = before === undefined ? null : holderOf(before);
  const holds = holderOf(port);
  if (holds !== null && held === null) difference.born.push({ port, in: holds });
  else if (holds !== null && held !== null && held.id !== holds.id) {
    difference.moved.push({ port, from: held, to: holds });
  }
  const [was, is] = [before && lastHandleOf(before), lastHandleOf(port)];
  if (is !== undefined && is.startedAt !== null && (was?.startedAt ?? null) === null) difference.started.push(port);
  if (is !== undefined && is.closedAt !== null && (was?.closedAt ?? null) === null) difference.closed.push(port);
  const [queued, queues] = [before === undefined ? { count: 0, isExact: true } : queueOf(before), queueOf(port)];
  if (queued.count !== queues.count) difference.queues.push({ port, before: queued, after: queues });
}

function compareChannels(difference: Difference, before: Channel | undefined, channel: Channel): void {
  const [was, is] = [countAll(before), countAll(channel)];
  const posted = is.posted - was.posted;
  const delivered = is.delivered - was.delivered;
  const lost = is.lost - was.lost;
  if (posted + delivered + lost > 0) difference.traffic.push({ channel, posted, delivered, lost });
}

function countAll(channel: Channel | undefined): { posted: number; delivered: number; lost: number } {
  const counts = { posted: 0, delivered: 0, lost: 0 };
  for (const port of channel?.ports ?? []) {
    counts.posted += countOf(port, 'posts');
    counts.delivered += countOf(port, 'deliveries');
    counts.lost += lostOf(port);
  }
  return counts;
}
