import { messageEnds, type BroadcastGroup, type Carrier, type Message } from '../../src/model';
import { flowOf } from '../flows';
import { groupOf, memberId } from '../groups';
import type { Layout, Rect } from './layout';
import type { Polyline } from './polyline';

/** Where a message shows that it passes: a dot runs along its channel, or, where there is no line, its receiver lights up. */
export type PulseWay =
  | { kind: 'channel'; id: number; isForward: boolean }
  | { kind: 'flow'; id: string; isForward: boolean }
  | { kind: 'realm'; id: string };

/** The way of a message; null where nobody knows who gets it. */
export function pulseWay(message: Message): PulseWay | null {
  const carrier = message.post?.carrier ?? message.delivery?.carrier;
  if (carrier === undefined) return null;
  if (carrier.type === 'port') return alongChannel(message, carrier);
  const group = groupOf(message);
  if (group !== null) return alongMember(message, group);
  const { from, to } = messageEnds(message);
  const flow = flowOf(message);
  if (flow !== null) return { kind: 'flow', id: flow.id, isForward: from.realm === flow.first };
  const receiver = to.realm;
  return receiver === null ? null : { kind: 'realm', id: receiver.id };
}

function alongChannel(message: Message, carrier: Carrier & { type: 'port' }): PulseWay {
  const { port } = carrier.handle;
  const isForward = (port === port.channel.ports[0]) === (message.post !== null);
  return { kind: 'channel', id: port.channel.id, isForward };
}

/** To the group for the row that stands for the post, from the group for the others. */
function alongMember({ post, delivery, ...message }: Message, group: BroadcastGroup): PulseWay | null {
  const isPost = post !== null && (delivery === null || post.rows[0]?.id === message.id);
  const realm = isPost ? post.realm : delivery?.realm;
  return realm == null ? null : { kind: 'flow', id: memberId(group, realm), isForward: isPost };
}

/** Where a way leads in a layout; null if that has no place in it (yet). */
export function placeWay(way: PulseWay, layout: Layout): { line: Polyline } | { box: Rect } | null {
  if (way.kind === 'realm') {
    const box = layout.realms.get(way.id);
    return box === undefined ? null : { box };
  }
  const line = way.kind === 'flow' ? layout.flows.get(way.id) : layout.channels.get(way.id);
  if (line === undefined || line.length < 2) return null;
  return { line: way.isForward ? line : [...line].reverse() };
}

/** Tells ways apart. */
export function nameWay(way: PulseWay): string {
  return way.kind === 'realm' ? way.id : `${way.id}${way.isForward ? '>' : '<'}`;
}
