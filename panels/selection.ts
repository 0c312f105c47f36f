import {
  portLabel,
  realmLabel,
  type Carrier,
  type Channel,
  type Message,
  type Model,
  type Port,
  type Realm,
} from '../src/model';

/** What is selected in the graph: the table shows only the messages that touch it. */
export type Selection =
  { kind: 'realm'; realm: Realm } | { kind: 'port'; port: Port } | { kind: 'channel'; channel: Channel };

/**
 * Whether a message belongs to a selection: it travelled on the channel or port, it carried the port, or the realm
 * posted or received it.
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
      return hasCarried || portOf(post?.carrier) === port || portOf(delivery?.carrier) === port;
    }
    case 'realm':
      return post?.realm === selection.realm || delivery?.realm === selection.realm;
  }
}

/** The selection if the model still holds it (it may have been cleared, or turned out to be another port), else null. */
export function keepSelection(model: Model, selection: Selection | null): Selection | null {
  if (selection === null) return null;
  const isThere =
    selection.kind === 'realm'
      ? model.realms.get(selection.realm.id) === selection.realm
      : selection.kind === 'port'
        ? model.ports.get(selection.port.id) === selection.port
        : model.channels.get(selection.channel.id) === selection.channel;
  return isThere ? selection : null;
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
  }
}

/** What an id of the graph stands for; null if the model does not hold it any more. */
export function selectionOf(model: Model, graphId: string): Selection | null {
  const [kind, id] = [graphId.slice(0, graphId.indexOf(':')), graphId.slice(graphId.indexOf(':') + 1)];
  const realm = kind === 'realm' ? model.realms.get(id) : undefined;
  const port = kind === 'port' ? model.ports.get(Number(id)) : undefined;
  const channel = kind === 'channel' ? model.channels.get(Number(id)) : undefined;
  if (realm !== undefined) return { kind: 'realm', realm };
  if (port !== undefined) return { kind: 'port', port };
  return channel === undefined ? null : { kind: 'channel', channel };
}

/** The channel a carrier belongs to; null for windows and workers. */
export function channelOf(carrier: Carrier | undefined): Channel | null {
  return carrier?.type === 'port' ? carrier.handle.port.channel : null;
}

function portOf(carrier: Carrier | undefined): Port | null {
  return carrier?.type === 'port' ? carrier.handle.port : null;
}
