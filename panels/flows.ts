import { messageEnds, realmLabel, type Carrier, type Message, type Model, type Realm } from '../src/model';
import type { IconName } from './shared/Icon';

/** What carries messages between realms without a channel. */
export type FlowType = Exclude<Carrier['type'], 'port' | 'broadcast'>;

/**
 * All messages that one way of sending carries between two realms, in both directions: what the graph draws as one line.
 * The first of the two is the one that became known first; they may be the same.
 */
export type Flow = { id: string; type: FlowType; first: Realm; second: Realm };

/** The flow a message is part of; null for ports and broadcasts, and where one end is not known. */
export function flowOf(message: Message): Flow | null {
  const type = (message.post ?? message.delivery)?.carrier.type;
  if (type === undefined || type === 'port' || type === 'broadcast') return null;
  const { from, to } = messageEnds(message);
  return from.realm === null || to.realm === null ? null : flowBetween(type, from.realm, to.realm);
}

/** The flow of which a message from one realm to another would be part. */
export function flowBetween(type: FlowType, one: Realm, other: Realm): Flow {
  const [first, second] = one.number <= other.number ? [one, other] : [other, one];
  return { id: `flow:${type}:${first.number}:${second.number}`, type, first, second };
}

/** The flow that an id names; null if the model does not hold its realms. */
export function readFlowId(model: Model, id: string): Flow | null {
  const [, type, one, other] = id.split(':');
  const realmAt = (number: string | undefined) =>
    [...model.realms.values()].find((realm) => String(realm.number) === number);
  const [first, second] = [realmAt(one), realmAt(other)];
  if (first === undefined || second === undefined || !isFlowType(type)) return null;
  return { id, type, first, second };
}

function isFlowType(type: string | undefined): type is FlowType {
  return type === 'window' || type === 'worker' || type === 'service-worker';
}

/** A flow in words: `window messages / — /frame.html`. */
export function flowLabel({ type, first, second }: Flow): string {
  return `${flowWord(type)} messages ${realmLabel(first)} — ${realmLabel(second)}`;
}

/** The sign of each kind of flow. */
export const FLOW_ICONS = {
  window: 'window',
  worker: 'worker',
  'service-worker': 'service-worker',
} as const satisfies Record<FlowType, IconName>;

/** What carries a flow, in a word or two. */
export function flowWord(type: FlowType): string {
  return type === 'service-worker' ? 'service worker' : type;
}
