import { realmLabel } from './labels';
import {
  channelEvidenceOf,
  evidenceOf,
  holderOf,
  latencyOf,
  messageEnds,
  messageState,
  portState,
  queueOf,
  valueOf,
  visibleMessages,
  type End,
} from './select';
import type { Channel, Message, Model, Port, Realm } from './types';
import { describeRecordedValue } from './value';

/**
 * The model as compact, stable text: realms, channels with their ports, messages, notices. For bug reports, terminals
 * and tests.
 */
export function printModel(model: Model): string {
  const sections: [string, string[]][] = [
    ['Realms', [...model.realms.values()].map(printRealm)],
    ['Channels', [...model.channels.values()].map(printChannel)],
    ['Messages', visibleMessages(model).map((message) => printMessage(model, message))],
    ['Notices', model.notices.map(({ kind, text }) => `${kind}: ${text}`)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
    .join('\n');
}

function printRealm(realm: Realm): string {
  const place = realm.kind === 'worker' ? `made by ${nameRealm(realm.parent)}` : (realm.path ?? 'place not known');
  const state = realm.state === 'live' ? '' : `, ${realm.state}`;
  const agent = realm.isInstrumented ? '' : ', no agent inside';
  return `${nameRealm(realm)}  ${realm.kind}, ${realm.origin}, ${place}${state}${agent}`;
}

function printChannel(channel: Channel): string {
  const [one, other] = channel.ports;
  const evidence = channelEvidenceOf(channel);
  const birth = channel.isBirthSeen ? '' : ', its making was not seen';
  return `channel ${channel.id}: ${printPort(one)} — ${printPort(other)}  (${evidence}${birth})`;
}

function printPort(port: Port): string {
  const queue = queueOf(port);
  const waiting = queue.count > 0 ? `, ${queue.isExact ? '' : 'at least '}${queue.count} queued` : '';
  const journey = port.handles.map(({ realm }) => nameRealm(realm));
  const path = journey.length > 1 ? `, came ${journey.join(' → ')}, ${evidenceOf(port)}` : '';
  return `port ${port.id} in ${nameRealm(holderOf(port))} [${portState(port)}${waiting}${path}]`;
}

function printMessage(model: Model, message: Message): string {
  const { from, to } = messageEnds(message);
  const state = messageState(message);
  const latency = latencyOf(model, message);
  const took = latency.ms === null ? 'latency not known' : `${latency.ms.toFixed(1)} ms`;
  const carried = [...(message.post?.departures ?? message.delivery?.arrivals ?? [])].map(
    ({ port }) => `port ${port.id}`,
  );
  const transfer = carried.length > 0 ? `, carries ${carried.join(', ')}` : '';
  const failure = message.post?.failure ? `, ${message.post.failure.name}` : '';
  const carrier = (message.post ?? message.delivery)?.carrier.type ?? 'port';
  return `#${message.id} ${nameEnd(from)} → ${nameEnd(to)}  ${carrier}  ${describeRecordedValue(valueOf(message), 80)}  ${state}, ${took}${transfer}${failure}`;
}

function nameEnd({ realm, port }: End): string {
  return `${nameRealm(realm)}${port === null ? '' : `:${port.id}`}`;
}

function nameRealm(realm: Realm | null): string {
  return realm === null ? 'unknown' : `R${realm.number} ${realmLabel(realm)}`;
}
