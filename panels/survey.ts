import { messageEnds, noiseOf, startOf, type BroadcastGroup, type Message, type Post, type Realm } from '../src/model';
import { flowBetween, type Flow, type FlowType } from './flows';
import { groupOf, memberId } from './groups';
import { channelOf } from './selection';

/** How many messages were recognised as noise, and whose they are, most first. */
export type Noise = { count: number; tools: readonly (readonly [tool: string, messages: number])[] };

/** A flow and what it carried: `there` from its first realm to its second. since: of the first message, ms since 1970. */
export type FlowTraffic = { flow: Flow; there: number; back: number; since: number };

/** What a realm posted to a group (`there`) and got from it (`back`). */
export type MemberTraffic = { there: number; back: number };

/** What the graph and the toolbar need to know of all messages, read in one go. */
export type Survey = {
  isNoiseShown: boolean;
  noise: Noise;
  /** Messages of a channel that are noise, by its id: a past moment's channels are other objects (`modelAt`). */
  noiseOn: ReadonlyMap<number, number>;
  /** By id, in the order of their first message that is shown. */
  flows: ReadonlyMap<string, FlowTraffic>;
  /** By the id of the line between realm and group. */
  members: ReadonlyMap<string, MemberTraffic>;
};

/**
 * Reads all rows. It is done for every frame in which something changed, so it makes nothing for a message that is like
 * one before.
 * @param isNoiseShown false: noise is counted, and left out of everything else.
 */
export function surveyMessages(rows: readonly Message[], isNoiseShown: boolean): Survey {
  const tools = new Map<string, number>();
  const noiseOn = new Map<number, number>();
  const flows = new Map<string, FlowTraffic>();
  const members = new Map<string, MemberTraffic>();
  const ways = new Map<number, Way>();
  /** Rows of one broadcast share its post, which counts once. */
  const posts = new Set<Post>();
  let count = 0;
  for (const message of rows) {
    const tool = noiseOf(message);
    if (tool !== null) {
      count += 1;
      tools.set(tool, (tools.get(tool) ?? 0) + 1);
      const channel = channelOf((message.post ?? message.delivery)?.carrier);
      if (channel !== null) noiseOn.set(channel.id, (noiseOn.get(channel.id) ?? 0) + 1);
      if (!isNoiseShown) continue;
    }
    switch ((message.post ?? message.delivery)?.carrier.type) {
      case 'broadcast':
        countBroadcast(members, posts, message);
        break;
      case 'window':
      case 'worker':
      case 'service-worker':
        countFlow(flows, ways, message);
        break;
      case 'port':
      case undefined:
        break;
    }
  }
  const byCount = [...tools].sort(([, one], [, other]) => other - one);
  return { isNoiseShown, noise: { count, tools: byCount }, noiseOn, flows, members };
}

/** One direction of a flow. */
type Way = { traffic: FlowTraffic; isBack: boolean };

/** Realms are numbered from 1, far below this. */
const REALMS = 1_000_000;
const TYPES: readonly FlowType[] = ['window', 'worker', 'service-worker'];

function countFlow(flows: Map<string, FlowTraffic>, ways: Map<number, Way>, message: Message): void {
  const { from, to } = messageEnds(message);
  if (from.realm === null || to.realm === null) return;
  const type = (message.post ?? message.delivery)?.carrier.type as FlowType;
  const key = (TYPES.indexOf(type) * REALMS + from.realm.number) * REALMS + to.realm.number;
  let way = ways.get(key);
  if (way === undefined) {
    const flow = flowBetween(type, from.realm, to.realm);
    let traffic = flows.get(flow.id);
    if (traffic === undefined) flows.set(flow.id, (traffic = { flow, there: 0, back: 0, since: startOf(message) }));
    ways.set(key, (way = { traffic, isBack: from.realm.id !== flow.first.id }));
  }
  if (way.isBack) way.traffic.back += 1;
  else way.traffic.there += 1;
}

function countBroadcast(members: Map<string, MemberTraffic>, posts: Set<Post>, message: Message): void {
  const group = groupOf(message);
  if (group === null) return;
  const { post, delivery } = message;
  if (post !== null && post.realm !== null && !posts.has(post)) {
    memberOf(members, group, post.realm).there += 1;
    posts.add(post);
  }
  if (delivery !== null) memberOf(members, group, delivery.realm).back += 1;
}

function memberOf(members: Map<string, MemberTraffic>, group: BroadcastGroup, realm: Realm): MemberTraffic {
  const id = memberId(group, realm);
  let member = members.get(id);
  if (member === undefined) members.set(id, (member = { there: 0, back: 0 }));
  return member;
}
