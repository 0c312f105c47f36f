import { lastHandleOf } from './createModel';
import { messageState } from './select';
import type { Channel, Message, Model, Port } from './types';

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
  model.notices = [];
  model.counters.droppedPosts = 0;
  for (const channel of [...model.channels.values()]) if (isOver(channel)) removeChannel(model, channel);
  for (const realm of [...model.realms.values()]) if (realm.state === 'gone') model.realms.delete(realm.id);
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

function isOver({ ports }: Channel): boolean {
  return ports.every((port: Port) => {
    const handle = lastHandleOf(port);
    return handle === undefined || handle.closedAt !== null || handle.realm.state === 'gone';
  });
}

function removeChannel(model: Model, channel: Channel): void {
  model.channels.delete(channel.id);
  for (const port of channel.ports) model.ports.delete(port.id);
}
