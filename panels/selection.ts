import {
  portLabel,
  realmLabel,
  type BroadcastGroup,
  type Carrier,
  type Channel,
  type Message,
  type Model,
  type Port,
  type Realm,
} from '../src/model';
import { flowLabel, flowOf, readFlowId, type Flow } from './flows';
import { findGroup, groupId, groupLabel, groupOf, memberId } from './groups';

/** What is selected in the graph: the table shows only the messages that touch it. */
export type Selection =
  | { kind: 'realm'; realm: Realm }
  | { kind: 'port'; port: Port }
  | { kind: 'channel'; channel: Channel }
  | { kind: 'flow'; flow: Flow }
  | { kind: 'group'; group: BroadcastGroup }
  /** What a realm posts to a group, and gets from it. */
  | { kind: 'member'; group: BroadcastGroup; realm: Realm };

/**
 * Whether a message belongs to a selection: it travelled on the channel, it was posted on the port or to it (one that
 * still waits too), it carried the port, or the realm posted or received it.
 */
export function isTouchedBy(message: Message, selection: Selection): boolean {
  const { post, delivery } = message;
  switch (selection.kind) {
    case 'channel':
      return channelOf(post?.carrier) === selection.channel || channelOf(delivery?.carrier) === selection.channel;
    case 'port': {
      const { port } = selection;
      const hasCarried =
        post?.departures.some((handle) => handle.port === port) ||
        delivery?.arrivals.some((handle) => handle.port === port);
      const channel = channelOf(post?.carrier) ?? channelOf(delivery?.carrier);
      return hasCarried || channel === port.channel;
    }
    case 'realm':
      return post?.realm === selection.realm || delivery?.realm === selection.realm;
    case 'flow':
      return flowOf(message)?.id === selection.flow.id;
    case 'group':
      return groupOf(message) === selection.group;
    case 'member':
      return (
        groupOf(message) === selection.group && (post?.realm === selection.realm || delivery?.realm === selection.realm)
      );
  }
}

/** The selection if the model still holds it (it may have been cleared, or turned out to be another port), else null. */
export function keepSelection(model: Model, selection: Selection | null): Selection | null {
  if (selection === null) return null;
  return isHeld(model, selection) ? selection : null;
}

function isHeld(model: Model, selection: Selection): boolean {
  const hasRealm = (realm: Realm) => model.realms.get(realm.id) === realm;
  switch (selection.kind) {
    case 'realm':
      return hasRealm(selection.realm);
    case 'port':
      return model.ports.get(selection.port.id) === selection.port;
    case 'channel':
      return model.channels.get(selection.channel.id) === selection.channel;
    case 'flow':
      return hasRealm(selection.flow.first) && hasRealm(selection.flow.second);
    case 'group':
      return findGroup(model, selection.group.id) === selection.group;
    case 'member':
      return findGroup(model, selection.group.id) === selection.group && hasRealm(selection.realm);
  }
}

/** The selection in a word, for the toolbar's chip. */
export function nameSelection(selection: Selection): string {
  switch (selection.kind) {
    case 'realm':
      return realmLabel(selection.realm);
    case 'port':
      return portLabel(selection.port);
    case 'channel':
      return `channel ${selection.channel.id}`;
    case 'flow':
      return flowLabel(selection.flow);
    case 'group':
      return groupLabel(selection.group);
    case 'member':
      return `${groupLabel(selection.group)} in ${realmLabel(selection.realm)}`;
  }
}

/** The id by which the graph knows what is selected. */
export function graphIdOf(selection: Selection): string {
  switch (selection.kind) {
    case 'realm':
      return `realm:${selection.realm.id}`;
    case 'port':
      return `port:${selection.port.id}`;
    case 'channel':
      return `channel:${selection.channel.id}`;
    case 'flow':
      return selection.flow.id;
    case 'group':
      return groupId(selection.group);
    case 'member':
      return memberId(selection.group, selection.realm);
  }
}

/** What an id of the graph stands for; null if the model does not hold it any more. */
export function selectionOf(model: Model, graphId: string): Selection | null {
  const [kind, id] = [graphId.slice(0, graphId.indexOf(':')), graphId.slice(graphId.indexOf(':') + 1)];
  const [number, other] = id.split(':').map(Number);
  switch (kind) {
    case 'realm': {
      const realm = model.realms.get(id);
      return realm === undefined ? null : { kind, realm };
    }
    case 'port': {
      const port = model.ports.get(Number(id));
      return port === undefined ? null : { kind, port };
    }
    case 'channel': {
      const channel = model.channels.get(Number(id));
      return channel === undefined ? null : { kind, channel };
    }
    case 'flow': {
      const flow = readFlowId(model, graphId);
      return flow === null ? null : { kind, flow };
    }
    case 'group': {
      const group = findGroup(model, number);
      return group === null ? null : { kind, group };
    }
    case 'member': {
      const group = findGroup(model, number);
      const realm = [...model.realms.values()].find((candidate) => candidate.number === other);
      return group === null || realm === undefined ? null : { kind, group, realm };
    }
    default:
      return null;
  }
}

/** The channel a carrier belongs to; null for all but ports. */
export function channelOf(carrier: Carrier | undefined): Channel | null {
  return carrier?.type === 'port' ? carrier.handle.port.channel : null;
}
