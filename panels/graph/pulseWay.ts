import { messageEnds, type Carrier, type Message, type Realm } from '../../src/model';
import { METRICS, type Layout } from './elkGraph';
import type { Point, Polyline } from './polyline';

/** The way a message's pulse takes through a layout, and a name for it; null where one of its ends is not drawn. */
export function pulseWay(message: Message, layout: Layout): { key: string; line: Polyline } | null {
  const carrier = message.post?.carrier ?? message.delivery?.carrier;
  if (carrier === undefined) return null;
  return carrier.type === 'port' ? alongChannel(message, carrier, layout) : betweenRealms(message, layout);
}

function alongChannel(message: Message, carrier: Carrier & { type: 'port' }, layout: Layout) {
  const { port } = carrier.handle;
  const line = layout.channels.get(port.channel.id);
  if (line === undefined) return null;
  const isFromFirst = (port === port.channel.ports[0]) === (message.post !== null);
  return {
    key: `${port.channel.id}${isFromFirst ? '>' : '<'}`,
    line: isFromFirst ? line : [...line].reverse(),
  };
}

/** Window and worker messages have no line of their own yet: they fly from head to head. */
function betweenRealms(message: Message, layout: Layout) {
  const { from, to } = messageEnds(message);
  const [start, end] = [headOf(from.realm, layout), headOf(to.realm, layout)];
  if (start === null || end === null || from.realm === to.realm) return null;
  return { key: `${from.realm?.id}>${to.realm?.id}`, line: [start, end] };
}

function headOf(realm: Realm | null, layout: Layout): Point | null {
  const rect = realm === null ? undefined : layout.realms.get(realm.id);
  return rect === undefined ? null : { x: rect.x + Math.min(60, rect.width / 2), y: rect.y + METRICS.headHeight / 2 };
}
