import { messageEnds, type Carrier, type Message } from '../../src/model';
import type { Layout, Rect } from './layout';
import type { Polyline } from './polyline';

/** Where a message shows that it passes: a dot runs along its channel, or, where there is no line, its receiver lights up. */
export type PulseWay = { kind: 'channel'; id: number; isForward: boolean } | { kind: 'realm'; id: string };

/** The way of a message; null where nobody knows who gets it. */
export function pulseWay(message: Message): PulseWay | null {
  const carrier = message.post?.carrier ?? message.delivery?.carrier;
  if (carrier === undefined) return null;
  if (carrier.type === 'port') return alongChannel(message, carrier);
  const receiver = messageEnds(message).to.realm;
  return receiver === null ? null : { kind: 'realm', id: receiver.id };
}

function alongChannel(message: Message, carrier: Carrier & { type: 'port' }): PulseWay {
  const { port } = carrier.handle;
  const isForward = (port === port.channel.ports[0]) === (message.post !== null);
  return { kind: 'channel', id: port.channel.id, isForward };
}

/** Where a way leads in a layout; null if that has no place in it (yet). */
export function placeWay(way: PulseWay, layout: Layout): { line: Polyline } | { box: Rect } | null {
  if (way.kind === 'realm') {
    const box = layout.realms.get(way.id);
    return box === undefined ? null : { box };
  }
  const line = layout.channels.get(way.id);
  if (line === undefined || line.length < 2) return null;
  return { line: way.isForward ? line : [...line].reverse() };
}

/** Tells ways apart. */
export function nameWay(way: PulseWay): string {
  return way.kind === 'realm' ? way.id : `${way.id}${way.isForward ? '>' : '<'}`;
}
