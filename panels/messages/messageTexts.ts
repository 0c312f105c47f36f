import {
  messageEnds,
  messageState,
  noiseOf,
  realmLabel,
  valueOf,
  type Carrier,
  type End,
  type Message,
  type MessageState,
} from '../../src/model';
import { describeRecordedValue } from '../../src/model/value';
import type { CarriedValue } from '../../src/protocol';
import { groupLabel, groupOf } from '../groups';
import { KIND_ICONS } from '../realmLooks';
import type { IconName } from '../shared/Icon';

/** Longest summary, in characters: what is longer is never seen whole in a row. */
const LONGEST_SUMMARY = 240;

/** One end of a message as it is written: where it is, with a sign for what is not a frame, and the port if there is one. */
export type EndText = { place: string; icon: IconName | null; port: number | null; isKnown: boolean };

/** Both ends of a message. */
export function endsOf(message: Message): { from: EndText; to: EndText } {
  const { from, to } = messageEnds(message);
  return { from: endText(from), to: to.realm === null ? unseenReceiver(message, to) : endText(to) };
}

function endText({ realm, port }: End): EndText {
  return {
    place: realm === null ? 'not known' : realmLabel(realm),
    icon: realm === null || realm.kind === 'frame' ? null : KIND_ICONS[realm.kind],
    port: port?.id ?? null,
    isKnown: realm !== null,
  };
}

/** Where a message was sent, if nobody was seen to get it: the whole group, or the place of the window. */
function unseenReceiver(message: Message, end: End): EndText {
  const group = groupOf(message);
  if (group !== null) return { place: groupLabel(group), icon: 'broadcast', port: null, isKnown: true };
  const place = message.post?.window?.place ?? null;
  return place === null ? endText(end) : { place, icon: null, port: null, isKnown: true };
}

/** One end in words: the place, and the port if one carried it. */
export function endLabel({ place, port }: EndText): string {
  return port === null ? place : `${place}, port ${port}`;
}

/** How a message travelled: the word, its sign, and a sentence. */
export type ViaText = { word: string; icon: IconName; explanation: string };

const VIA: Record<Carrier['type'], ViaText> = {
  port: { word: 'port', icon: 'channel', explanation: 'Through a MessagePort' },
  window: { word: 'window', icon: 'window', explanation: 'By postMessage of a window' },
  worker: { word: 'worker', icon: 'worker', explanation: 'By postMessage of a Worker, or of the worker itself' },
  'service-worker': {
    word: 'service worker',
    icon: 'service-worker',
    explanation: 'By postMessage of a ServiceWorker, or of one of its clients',
  },
  broadcast: {
    word: 'broadcast',
    icon: 'broadcast',
    explanation: 'Through a BroadcastChannel, to all who have it open',
  },
};

/** How a message travelled. */
export function viaOf(message: Message): ViaText {
  return VIA[(message.post ?? message.delivery)?.carrier.type ?? 'port'];
}

/** What a message travelled on: the number of the channel, or the name of the BroadcastChannel; null for all others. */
export function channelText(message: Message): string | null {
  const carrier = (message.post ?? message.delivery)?.carrier;
  const group = groupOf(message);
  if (group !== null) return groupLabel(group);
  return carrier?.type === 'port' ? String(carrier.handle.port.channel.id) : null;
}

/** The value that is there to show; null if there is none. */
export function carriedValue(message: Message): CarriedValue | null {
  const value = valueOf(message);
  return value === null || 'absent' in value ? null : value;
}

/** One line about the value, or why there is none. */
export function summaryOf(message: Message): string {
  const failure = message.post?.failure;
  if (failure) return `${failure.valueType} not sent: ${failure.name}`;
  if (message.delivery?.isMessageError && carriedValue(message) === null) return 'could not be deserialized';
  if (message.delivery === null && message.post?.window?.isSeen === false) return 'arguments not seen';
  return describeRecordedValue(valueOf(message), LONGEST_SUMMARY);
}

/** How many ports, buffers and other things went along, as far as was seen. */
export function transferCount(message: Message): number {
  const { post, delivery } = message;
  return Math.max(post?.transfer?.length ?? 0, delivery?.arrivals.length ?? 0);
}

/** The look of a state: its icon, and whether it asks for attention. */
export function stateLook(state: MessageState): { icon: IconName; tone: 'plain' | 'good' | 'warning' | 'error' } {
  switch (state) {
    case 'delivered':
      return { icon: 'check', tone: 'good' };
    case 'queued':
      return { icon: 'queued', tone: 'warning' };
    case 'in flight':
      return { icon: 'flight', tone: 'plain' };
    case 'unseen':
    case 'not known':
      return { icon: 'unseen', tone: 'plain' };
    case 'messageerror':
    case 'failed':
      return { icon: 'error', tone: 'error' };
    case 'lost (port closed)':
    case 'lost (realm gone)':
    case 'lost (no receiver)':
      return { icon: 'lost', tone: 'error' };
  }
}

/** Everything of a message that the text filter looks at, in lower case. */
export function searchText(message: Message): string {
  const { from, to } = messageEnds(message);
  const ends = endsOf(message);
  const channel = channelText(message);
  const parts = [
    endLabel(ends.from),
    endLabel(ends.to),
    from.realm?.url,
    to.realm?.url,
    channel === null ? '' : `channel ${channel}`,
    viaOf(message).word,
    messageState(message),
    noiseOf(message),
    message.post?.window?.targetOrigin,
    message.delivery?.window?.origin,
    message.post?.failure ? `${message.post.failure.name} ${message.post.failure.message}` : '',
    carriedValue(message)?.text,
  ];
  return parts.filter(Boolean).join('\n').toLowerCase();
}
