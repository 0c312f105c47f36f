import type { BroadcastGroup, Message, Model, Realm } from '../src/model';

/** The group of BroadcastChannels that a message was posted to; null for everything else. */
export function groupOf({ post, delivery }: Message): BroadcastGroup | null {
  const carrier = (post ?? delivery)?.carrier;
  return carrier?.type === 'broadcast' ? carrier.broadcast.group : null;
}

/** A group by its name, which the page chose: in quotes. */
export function groupLabel({ name }: BroadcastGroup): string {
  return name === null ? 'broadcast, name not known' : `“${name}”`;
}

/** The group with that number, or null. */
export function findGroup(model: Model, id: number | undefined): BroadcastGroup | null {
  return [...model.broadcastGroups.values()].find((group) => group.id === id) ?? null;
}

/** The id of a group's box in the graph. */
export function groupId(group: BroadcastGroup): string {
  return `group:${group.id}`;
}

/** The id of the line between a group and a realm in it. */
export function memberId(group: BroadcastGroup, realm: Realm): string {
  return `member:${group.id}:${realm.number}`;
}
