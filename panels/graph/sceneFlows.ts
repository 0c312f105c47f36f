import { realmLabel, type BroadcastGroup, type Model, type Realm } from '../../src/model';
import { NO_MARK } from '../diagnostics';
import { flowWord, type FlowType } from '../flows';
import { groupId, groupLabel, memberId } from '../groups';
import { formatOrigin, formatPlural } from '../shared/format';
import type { FlowTraffic, MemberTraffic } from '../survey';
import { isInside, sideOf, type Lanes, type Side } from './lanes';
import type { Docked, SceneRealm } from './scene';

/** Where a flow ends on a box. */
export type SceneDock = Docked & { id: string };

/** A line between two realms for messages that no channel carries, or between a realm and a group it broadcasts in. */
export type SceneFlow = {
  id: string;
  type: FlowType | 'broadcast';
  /** The docks at its ends; a line runs from the first to the second. */
  first: string;
  second: string;
  /** Which of its boxes contains the other, as for channels. */
  inward: 'first' | 'second' | 'none';
  /** Messages to the second and to the first. */
  there: number;
  back: number;
  /** In words, for screen readers and tooltips. */
  name: string;
};

type Flows = { docks: SceneDock[]; flows: SceneFlow[] };

/** The lines of flows, in the order in which the flows began. */
export function flowScenes(traffic: Iterable<FlowTraffic>, lanes: Lanes): Flows {
  const docks: SceneDock[] = [];
  const flows: SceneFlow[] = [];
  for (const { flow, there, back, since } of traffic) {
    const { id, type, first, second } = flow;
    const label = type === 'window' ? 'window' : flowWord(type);
    const dock = (name: string, holder: Realm, other: Realm): SceneDock => ({
      id: `${id}:${name}`,
      realm: holder.id,
      side: sideOf(holder, other, lanes),
      isInward: isInside(other, holder),
      label,
      since,
    });
    const ends = [dock('first', first, second), dock('second', second, first)] as const;
    docks.push(...ends);
    flows.push({
      id,
      type,
      first: ends[0].id,
      second: ends[1].id,
      inward: ends[0].isInward ? 'first' : ends[1].isInward ? 'second' : 'none',
      there,
      back,
      name: `${capitalise(flowWord(type))} messages: ${describeWays(there, back, first, second)}`,
    });
  }
  return { docks, flows };
}

/**
 * The groups of BroadcastChannels that hear each other: a box of their own for each, outside of all realms, and a line
 * to every realm that is in it.
 */
export function groupScenes(
  model: Model,
  members: ReadonlyMap<string, MemberTraffic>,
): Flows & { boxes: SceneRealm[] } {
  const boxes: SceneRealm[] = [];
  const docks: SceneDock[] = [];
  const flows: SceneFlow[] = [];
  for (const group of model.broadcastGroups.values()) {
    boxes.push(groupBox(group));
    const sinceOf = new Map<Realm, number>();
    for (const { realm, openedAt } of group.members) {
      if (!sinceOf.has(realm)) sinceOf.set(realm, realm.timeOrigin + (openedAt ?? 0));
    }
    for (const [realm, since] of sinceOf) {
      const id = memberId(group, realm);
      const { there, back } = members.get(id) ?? { there: 0, back: 0 };
      const dock = (name: string, box: string, side: Side): SceneDock => ({
        id: `${id}:${name}`,
        realm: box,
        side,
        isInward: false,
        label: name === 'realm' ? 'broadcast' : '',
        since,
      });
      const ends = [dock('realm', realm.id, 'EAST'), dock('group', groupId(group), 'WEST')] as const;
      docks.push(...ends);
      flows.push({
        id,
        type: 'broadcast',
        first: ends[0].id,
        second: ends[1].id,
        inward: 'none',
        there,
        back,
        name: `Broadcast ${groupLabel(group)}: ${formatPlural(there, 'message')} from ${realmLabel(realm)}, ${back} to it`,
      });
    }
  }
  return { boxes, docks, flows };
}

function groupBox(group: BroadcastGroup): SceneRealm {
  return {
    id: groupId(group),
    parent: null,
    lane: 'EAST',
    kind: 'group',
    title: groupLabel(group),
    heading: groupLabel(group),
    origin: null,
    path: `broadcast, ${formatOrigin(group)}`,
    isGone:
      group.members.length > 0 &&
      group.members.every(({ closedAt, realm }) => closedAt !== null || realm.state === 'gone'),
    isInstrumented: true,
    isAltered: false,
    ...NO_MARK,
  };
}

/** How many messages went which way: `2 messages from / to /a.html, 1 message from /a.html to /`. */
function describeWays(there: number, back: number, first: Realm, second: Realm): string {
  if (first.id === second.id) return `${formatPlural(there, 'message')} of ${realmLabel(first)} to itself`;
  const way = (count: number, from: Realm, to: Realm) =>
    count === 0 ? [] : [`${formatPlural(count, 'message')} from ${realmLabel(from)} to ${realmLabel(to)}`];
  return [...way(there, first, second), ...way(back, second, first)].join(', ');
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
