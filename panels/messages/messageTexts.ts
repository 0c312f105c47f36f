import {
  messageEnds,
  messageState,
  portLabel,
  realmLabel,
  valueOf,
  type Carrier,
  type End,
  type Message,
  type MessageState,
} from '../../src/model';
import { describeRecordedValue } from '../../src/model/value';
import type { CarriedValue } from '../../src/protocol';
import type { IconName } from '../shared/Icon';

/** Longest summary, in characters: what is longer is never seen whole in a row. */
const LONGEST_SUMMARY = 240;

/** One end of a message in words: the realm, and the port if one carried it. */
export function endLabel(end: End): string {
  return end.port === null ? placeLabel(end) : `${placeLabel(end)}, ${portLabel(end.port)}`;
}

/** The realm of one end, in a word. */
export function placeLabel({ realm }: End): string {
  return realm === null ? 'not known' : realmLabel(realm);
}

/** How a message travelled. */
export function viaOf(message: Message): Carrier['type'] {
  return (message.post ?? message.delivery)?.carrier.type ?? 'port';
}

/** The number of the channel a message travelled on; null for windows and workers. */
export function channelNumber(message: Message): number | null {
  const carrier = (message.post ?? message.delivery)?.carrier;
  return carrier?.type === 'port' ? carrier.handle.port.channel.id : null;
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
  const channel = channelNumber(message);
  const parts = [
    endLabel(from),
    endLabel(to),
    from.realm?.url,
    to.realm?.url,
    channel === null ? '' : `channel ${channel}`,
    viaOf(message),
    messageState(message),
    message.post?.failure ? `${message.post.failure.name} ${message.post.failure.message}` : '',
    carriedValue(message)?.text,
  ];
  return parts.filter(Boolean).join('\n').toLowerCase();
}
