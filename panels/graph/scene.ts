import {
  channelEvidenceOf,
  evidenceOf,
  holderOf,
  portLabel,
  portState,
  queueOf,
  realmLabel,
  realmTitle,
  visibleMessages,
  type Channel,
  type Evidence,
  type Model,
  type Port,
  type PortState,
  type Realm,
} from '../../src/model';
import { NO_MARK, type Mark, type Marks } from '../diagnostics';
import { placeWords } from '../realmLooks';
import { formatOrigin } from '../shared/format';
import { isShallowEqual } from '../shared/isShallowEqual';
import { surveyMessages, type Survey } from '../survey';
import { isInside, lanesOf, sideOf, type Lanes, type Side } from './lanes';
import { flowScenes, groupScenes, type SceneDock, type SceneFlow } from './sceneFlows';

/** A box: a realm, a group of BroadcastChannels, or a place-holder for the unknown holder of one port. */
export type SceneRealm = Mark & {
  id: string;
  /** null: at the outermost level. */
  parent: string | null;
  /** Which of the two lanes inside its parent it stands in. */
  lane: Side;
  kind: Realm['kind'] | 'group' | 'unseen';
  title: string;
  /** The title without the host, which the origin beside it says already. */
  heading: string;
  /** Shown as a chip where it differs from the embedding realm's; else null. */
  origin: string | null;
  /** Where it stands in the frame tree, or what it is if it does not. */
  path: string;
  isGone: boolean;
  isInstrumented: boolean;
  /** The page had replaced builtins there before our agent came. */
  isAltered: boolean;
};

/** Where a line ends on the border of a box. */
export type Docked = {
  realm: string;
  side: Side;
  /** Its line runs into the box it is docked on: the other end is inside. */
  isInward: boolean;
  label: string;
  /** What was there first stands above: ms since 1970. */
  since: number;
};

/** A port docked on a box. */
export type ScenePort = Docked &
  Mark & {
    id: number;
    state: PortState;
    /** Empty: nothing waits. `≥` where it is not exact. */
    queue: string;
    evidence: Evidence;
  };

/** A line between two ports. */
export type SceneChannel = Mark & {
  id: number;
  /** Its two ports; a line runs from the first to the second. */
  first: number;
  second: number;
  /** The weaker of its two ends. */
  evidence: Evidence;
  isOpen: boolean;
  /** Which of its ports' holders contains the other's, so that the line begins under that port's label. */
  inward: 'first' | 'second' | 'none';
  messages: number;
  /** In words, for screen readers and tooltips. */
  name: string;
};

/** What the static layer draws. Compared piece by piece: what is equal is not drawn again. */
export type Scene = {
  realms: SceneRealm[];
  ports: ScenePort[];
  channels: SceneChannel[];
  docks: SceneDock[];
  flows: SceneFlow[];
  /** Ports that are not drawn, because their channels carry nothing but noise. */
  hiddenPorts: number;
};

const CLOSED: ReadonlySet<PortState> = new Set(['closed', 'peer closed', 'collected', 'realm gone']);

/**
 * Reads from the model what the graph shows, in the order in which things became known (the layout keeps that order).
 * @param laneCount lanes for what is inside a realm: two need more width, one more height.
 * @param survey of the messages that are shown.
 * @param marks what is wrong with what.
 */
export function sceneOf(
  model: Model,
  laneCount: 1 | 2 = 2,
  survey: Survey = surveyMessages(visibleMessages(model), true),
  marks: Marks = new Map(),
): Scene {
  const lanes = lanesOf(model, laneCount);
  const markOf = (id: string) => marks.get(id) ?? NO_MARK;
  const realms = [...model.realms.values()].map((realm) => ({
    ...realmScene(realm, lanes),
    ...markOf(`realm:${realm.id}`),
  }));
  const ports: ScenePort[] = [];
  const channels: SceneChannel[] = [];
  let hiddenPorts = 0;
  let since = 0;
  for (const channel of model.channels.values()) {
    const noise = survey.isNoiseShown ? 0 : (survey.noiseOn.get(channel.id) ?? 0);
    const messages = countOf(channel) - noise;
    if (noise > 0 && messages <= 0) {
      hiddenPorts += channel.ports.filter(({ handles }) => handles.length > 0).length;
      continue;
    }
    since = Math.max(since, birthOf(channel));
    const holders = channel.ports.map(holderOf);
    channel.ports.forEach((port, index) => {
      const holder = holders[index] ?? null;
      if (holder === null) realms.push(unseenHolder(port));
      const scene = portScene(port, holder, holders[1 - index] ?? null, lanes, since);
      ports.push({ ...scene, ...markOf(`port:${port.id}`) });
    });
    channels.push({ ...channelScene(channel, messages), ...markOf(`channel:${channel.id}`) });
  }
  const flows = flowScenes(survey.flows.values(), lanes);
  const groups = groupScenes(model, survey.members);
  const idle = findIdleStandIns(model, flows.docks);
  return {
    realms: [
      ...realms.filter(({ id }) => !idle.has(id)),
      ...groups.boxes.map((box) => ({ ...box, ...markOf(box.id) })),
    ],
    ports,
    channels,
    docks: [...flows.docks, ...groups.docks],
    flows: [...flows.flows, ...groups.flows],
    hiddenPorts,
  };
}

/** What stands for any service worker, because the page listens to all: no box until one has spoken without a name. */
function findIdleStandIns(model: Model, docks: readonly SceneDock[]): Set<string> {
  const docked = new Set(docks.map(({ realm }) => realm));
  const standIns = [...model.realms.values()].filter(({ kind, url }) => kind === 'service-worker' && url === '');
  return new Set(standIns.map(({ id }) => id).filter((id) => !docked.has(id)));
}

function realmScene(realm: Realm, lanes: Lanes): SceneRealm {
  return {
    id: realm.id,
    parent: realm.parent?.id ?? null,
    lane: lanes.get(realm.id) ?? 'WEST',
    kind: realm.kind,
    title: realmLabel(realm),
    heading: realmTitle(realm),
    origin: realm.parent?.origin === realm.origin ? null : formatOrigin(realm),
    path: placeWords(realm),
    isGone: realm.state === 'gone',
    isInstrumented: realm.isInstrumented,
    isAltered: realm.altered.length > 0,
    ...NO_MARK,
  };
}

function unseenHolder(port: Port): SceneRealm {
  return {
    id: unseenHolderId(port),
    parent: null,
    lane: 'EAST',
    kind: 'unseen',
    title: 'Holder not seen',
    heading: 'Holder not seen',
    origin: null,
    path: '',
    isGone: false,
    isInstrumented: false,
    isAltered: false,
    ...NO_MARK,
  };
}

function unseenHolderId(port: Port): string {
  return `unseen:${port.id}`;
}

function portScene(port: Port, holder: Realm | null, peerHolder: Realm | null, lanes: Lanes, since: number): ScenePort {
  const queue = queueOf(port);
  return {
    id: port.id,
    realm: holder?.id ?? unseenHolderId(port),
    side: sideOf(holder, peerHolder, lanes),
    isInward: isInside(peerHolder, holder),
    label: portLabel(port),
    state: portState(port),
    queue: queue.count === 0 ? '' : `${queue.isExact ? '' : '≥'}${queue.count}`,
    evidence: evidenceOf(port),
    since,
    ...NO_MARK,
  };
}

function channelScene(channel: Channel, messages: number): SceneChannel {
  const [a, b] = channel.ports;
  const end = (port: Port) => {
    const holder = holderOf(port);
    return `${portLabel(port)} in ${holder === null ? 'a realm that was not seen' : realmLabel(holder)}`;
  };
  return {
    id: channel.id,
    first: a.id,
    second: b.id,
    evidence: channelEvidenceOf(channel),
    isOpen: !CLOSED.has(portState(a)) && !CLOSED.has(portState(b)),
    inward: isInside(holderOf(b), holderOf(a)) ? 'first' : isInside(holderOf(a), holderOf(b)) ? 'second' : 'none',
    messages,
    name: `Channel ${channel.id}: ${end(a)} — ${end(b)}, ${messages} message${messages === 1 ? '' : 's'}`,
    ...NO_MARK,
  };
}

/** When a channel became known: ms since 1970; 0 where no handle tells. */
function birthOf(channel: Channel): number {
  const births = channel.ports.flatMap(({ handles }) =>
    handles.flatMap(({ born, realm }) => (born === null ? [] : [realm.timeOrigin + born])),
  );
  return births.length === 0 ? 0 : Math.min(...births);
}

function countOf({ ports: [a, b] }: Channel): number {
  return countFrom(a, b) + countFrom(b, a);
}

/** Messages from one port to its peer. Where the sender is not seen, those that arrived stand for those that were sent. */
function countFrom(port: Port, peer: Port): number {
  const posts = port.handles.reduce((sum, handle) => sum + handle.posts.length, 0);
  const deliveries = peer.handles.reduce((sum, handle) => sum + handle.deliveries.length, 0);
  return Math.max(posts, deliveries);
}

/** The next scene, with every piece that is equal to one of the last scene taken from there: what is the same is not drawn again. */
export function shareScene(last: Scene | null, next: Scene): Scene {
  if (last === null) return next;
  return {
    realms: shareItems(last.realms, next.realms),
    ports: shareItems(last.ports, next.ports),
    channels: shareItems(last.channels, next.channels),
    docks: shareItems(last.docks, next.docks),
    flows: shareItems(last.flows, next.flows),
    hiddenPorts: next.hiddenPorts,
  };
}

function shareItems<Item extends { id: string | number }>(last: Item[], next: Item[]): Item[] {
  const known = new Map(last.map((item) => [item.id, item]));
  const shared = next.map((item) => {
    const old = known.get(item.id);
    return old !== undefined && isShallowEqual(old, item) ? old : item;
  });
  const isSame = shared.length === last.length && shared.every((item, index) => item === last[index]);
  return isSame ? last : shared;
}

/**
 * What of a scene the layout depends on, as a text: while it is the same, nothing needs to be placed anew. States, counts
 * and queues are not in it.
 */
export function layoutKey(scene: Scene): string {
  return JSON.stringify([
    scene.realms.map((realm) => [realm.id, realm.parent, realm.lane, realm.heading, realm.origin, realm.path]),
    scene.ports.map((port) => [port.id, port.realm, port.side]),
    scene.channels.map((channel) => [channel.id, channel.first, channel.second]),
    scene.docks.map((dock) => [dock.id, dock.realm, dock.side]),
  ]);
}
