import { diagnosticsOf, type Diagnostic, type Subject } from './diagnostics';
import { realmLabel } from './labels';
import type { Target } from './listeners';
import {
  broadcastGroupsOf,
  channelEvidenceOf,
  evidenceOf,
  holderOf,
  lastHandleOf,
  listenersOf,
  mayHaveGone,
  latencyOf,
  messageEnds,
  messageState,
  noiseOf,
  openMembersOf,
  portState,
  queueOf,
  valueOf,
  visibleMessages,
  type End,
} from './select';
import type { BroadcastGroup, Channel, Message, Model, Port, Realm } from './types';
import { describeRecordedValue } from './value';

/**
 * The model as compact, stable text: realms, channels with their ports, messages, diagnostics, notices. For bug reports, terminals
 * and tests.
 */
export function printModel(model: Model): string {
  const sections: [string, string[]][] = [
    ['Realms', [...model.realms.values()].map(printRealm)],
    ['Channels', [...model.channels.values()].map(printChannel)],
    ['Broadcasts', broadcastGroupsOf(model).map(printGroup)],
    ['Messages', visibleMessages(model).map((message) => printMessage(model, message))],
    ['Diagnostics', diagnosticsOf(model).map(printDiagnostic)],
    ['Notices', model.notices.map(({ kind, text }) => `${kind}: ${text}`)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
    .join('\n');
}

function printRealm(realm: Realm): string {
  const place = printPlace(realm);
  const state = realm.state === 'live' ? '' : `, ${realm.state}`;
  const agent = realm.isInstrumented ? '' : ', no agent inside';
  const altered = realm.altered.length === 0 ? '' : `, altered before us: ${realm.altered.join(' ')}`;
  const kind = realm.kind.replace('-', ' ');
  return `${nameRealm(realm)}  ${kind}, ${realm.origin}${place}${state}${agent}${altered}${printListeners(realm)}`;
}

function printPlace({ kind, parent, path, name }: Realm): string {
  switch (kind) {
    case 'worker':
      return `, made by ${nameRealm(parent)}`;
    case 'shared-worker':
      return name === null || name === '' ? '' : `, named ${name}`;
    case 'service-worker':
      return '';
    case 'window':
      return `, ${path ?? 'place not known'} in another tab`;
    case 'frame':
      return `, ${path ?? 'place not known'}`;
  }
}

/** How many listen, and how; nothing if nobody does. */
function printListeners(target: Target): string {
  const listeners = listenersOf(target);
  return listeners.length === 0 ? '' : `, heard by ${listeners.map(({ how }) => how).join(' ')}`;
}

function printGroup(group: BroadcastGroup): string {
  const members = group.members.map((member) => {
    const isOpen = openMembersOf(group).includes(member);
    return `${nameRealm(member.realm)} [${isOpen ? 'open' : 'closed'}${printListeners(member)}]`;
  });
  return `${group.name ?? 'name not known'}, ${group.origin}: ${members.join(', ')}`;
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
  const last = lastHandleOf(port);
  const heard = last === undefined ? '' : printListeners(last);
  const doubt = mayHaveGone(port) ? ', may have left' : '';
  return `port ${port.id} in ${nameRealm(holderOf(port))} [${portState(port)}${doubt}${waiting}${path}${heard}]`;
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
  const sure = message.evidence === null ? '' : ` (${message.evidence})`;
  const value = describeRecordedValue(valueOf(message), 80);
  const notes = [printTarget(message), printReads(message), printNoise(message)].join('');
  return `#${message.id} ${nameEnd(from)} → ${nameEnd(to)}  ${carrier}  ${value}  ${state}${sure}, ${took}${transfer}${failure}${notes}`;
}

function printTarget({ post }: Message): string {
  const { targetOrigin = null, refusedBy = null } = post?.window ?? {};
  if (targetOrigin === null) return '';
  return `, to ${targetOrigin}${refusedBy === null ? '' : ` but it was ${refusedBy}`}`;
}

function printReads({ delivery }: Message): string {
  const reads = delivery?.window?.reads ?? [];
  return reads.length === 0 ? '' : `, read: ${reads.join(' ')}`;
}

function printNoise(message: Message): string {
  const noise = noiseOf(message);
  return noise === null ? '' : `, traffic of ${noise}`;
}

function printDiagnostic({ kind, level, subject, sentence, count }: Diagnostic): string {
  return `${level}, ${kind}, ${nameSubject(subject)}: ${sentence} (${count})`;
}

function nameSubject(subject: Subject): string {
  switch (subject.kind) {
    case 'realm':
      return nameRealm(subject.realm);
    case 'port':
      return `port ${subject.port.id}`;
    case 'channel':
      return `channel ${subject.channel.id}`;
    case 'group':
      return `broadcast ${subject.group.name ?? 'without a known name'}`;
  }
}

function nameEnd({ realm, port }: End): string {
  return `${nameRealm(realm)}${port === null ? '' : `:${port.id}`}`;
}

function nameRealm(realm: Realm | null): string {
  return realm === null ? 'unknown' : `R${realm.number} ${realmLabel(realm)}`;
}
