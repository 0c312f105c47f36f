import { openMembersOf } from './broadcasts';
import { lastHandleOf } from './createModel';
import { forgetCalls } from './calls';
import { clearTallies } from './diagnostics/clearTallies';
import { messageState } from './select';
import type { BroadcastGroup, Channel, Message, Model, Port, Realm, WindowLine } from './types';

/**
 * Forgets what is over: messages that reached an end, notices, realms that are gone, channels with nobody left. What is
 * still under way stays, so that counts and queues remain true.
 */
export function clearModel(model: Model): void {
  model.messages = model.messages.filter((message) => {
    if (isUnderWay(message)) return true;
    releaseValues(message);
    return false;
  });
  model.windowMessages.clear();
  clearTallies(model);
  forgetCalls(model);
  model.notices = [];
  model.counters.droppedPosts = 0;
  for (const channel of [...model.channels.values()]) if (isOver(channel)) removeChannel(model, channel);
  for (const realm of [...model.realms.values()]) {
    if (realm.state === 'gone') removeRealm(model, realm);
    else realm.events.clear();
  }
  for (const line of model.windowLines.values()) forgetDecided(line);
  for (const [key, group] of [...model.broadcastGroups]) {
    if (openMembersOf(group).length === 0) model.broadcastGroups.delete(key);
    else forgetMatched(group);
  }
  model.version += 1;
}

function isUnderWay(message: Message): boolean {
  const state = messageState(message);
  return message.absorbedBy === null && (state === 'queued' || state === 'in flight');
}

/** The message itself stays in the order of its channel, where later ones are paired by counting. */
function releaseValues({ post, delivery }: Message): void {
  if (post?.value && 'text' in post.value) post.value = { ...post.value, text: '' };
  if (delivery?.value && 'text' in delivery.value) delivery.value = { ...delivery.value, text: '' };
}

/** Nobody is left; an end where no agent runs (in a shared worker, say) is over with the other. */
function isOver({ ports }: Channel): boolean {
  const isEnded = (port: Port): boolean => {
    const handle = lastHandleOf(port);
    return handle === undefined || handle.closedAt !== null || handle.realm.state === 'gone';
  };
  return (
    ports.some(isEnded) && ports.every((port) => isEnded(port) || lastHandleOf(port)?.realm.isInstrumented === false)
  );
}

function removeRealm(model: Model, realm: Realm): void {
  model.realms.delete(realm.id);
  model.windowLines.delete(realm.id);
}

/** What is still open keeps its place in the order of the calls. */
function forgetDecided(line: WindowLine): void {
  line.first = line.decided.call;
  for (const number of [...line.calls.keys()]) if (number < line.first) line.calls.delete(number);
  line.deliveries = line.deliveries.slice(line.decided.delivery);
  line.decided.delivery = 0;
  line.walk = null;
}

/** Posts go with what got them; deliveries that were not judged yet keep theirs. */
function forgetMatched(group: BroadcastGroup): void {
  if (group.decided < group.deliveries.length) return;
  group.posts = [];
  group.deliveries = [];
  group.decided = 0;
  for (const member of group.members) {
    member.heard.clear();
    member.next = 0;
  }
}

function removeChannel(model: Model, channel: Channel): void {
  model.channels.delete(channel.id);
  for (const port of channel.ports) model.ports.delete(port.id);
}
