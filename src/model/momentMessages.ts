import { startOf } from './clocks';
import { lastHandleOf, NONE, peerOf } from './createModel';
import { noteDropped, noteFailure, noteMessageError } from './diagnostics/noteTrouble';
import type { Place } from './diagnostics/tallies';
import { deliveredAt, type Then } from './momentGraph';
import { endOf, timelineOf, type Block } from './timeline';
import type { Message, Model, Port, PortCarrier, Post } from './types';

/** By the live message: what stands for it in the past. */
type Copies = Map<Message, Message>;

/**
 * Puts the messages that had begun by then into the model of a moment. Nearly all of a million had come as far as they
 * ever came, and are the live ones; those that were under way are copied. They are not in the order of the live model.
 */
export function fillMessages(past: Model, model: Model, then: Then): void {
  const { blocks, open } = timelineOf(model);
  const view: View = { past, then, copies: new Map(), posts: new Map(), hasChanged: rememberChanges(then) };
  const parts = blocks.flatMap((block) => {
    if (block.begin > then.at) return [];
    return [block.end <= then.at ? block.messages : messagesOf(block, view)];
  });
  const unfinished: Message[] = [];
  for (const message of open) {
    if (startOf(message) > then.at) continue;
    const shown = endOf(message) <= then.at ? message : unfinishedAt(view, message);
    if (shown !== null) unfinished.push(shown);
  }
  past.messages = unfinished.concat(...parts);
  moveTallies(view);
  if (view.copies.size > 0) useCopies(view);
}

/** Those of a block that had begun, if some of it was still to come. */
function messagesOf({ messages, begins, ends }: Block, view: View): Message[] {
  const { at } = view.then;
  const begun: Message[] = [];
  for (let i = 0; i < messages.length; i += 1) {
    if ((begins[i] as number) > at) continue;
    const message = messages[i] as Message;
    const shown = (ends[i] as number) <= at ? message : unfinishedAt(view, message);
    if (shown !== null) begun.push(shown);
  }
  return begun;
}

type View = {
  past: Model;
  then: Then;
  copies: Copies;
  /** Copies of the posts of broadcasts that had reached only some, with the rows of these. */
  posts: Map<Post, Post>;
  hasChanged: (receiver: Port) => boolean;
};

/** A message of which it is not clear at once that it had come as far as it ever came; null: it was no row yet. */
function unfinishedAt(view: View, message: Message): Message | null {
  const { past, then, copies } = view;
  const { post } = message;
  const isBroadcast = post !== null && post.rows.length > 0;
  const shown = isBroadcast
    ? broadcastAt(view, message, post)
    : isUnderWay(view, message)
      ? copyUnderWay(message, then)
      : message;
  if (shown === null) return null;
  if (shown !== message) copies.set(message, shown);
  if (shown.post !== null) {
    if (shown.post.dropped !== null) past.counters.droppedPosts += 1;
    noteDropped(past, shown, shown.post);
    noteFailure(past, shown, shown.post);
  }
  if (shown.delivery?.isMessageError) noteMessageError(past, shown, shown.delivery);
  return shown;
}

/** Its delivery was still to come, or where it waits has changed since. */
function isUnderWay({ then, hasChanged }: View, { post, delivery }: Message): boolean {
  if (post === null) return false;
  if (delivery !== null) return deliveredAt({ delivery }) > then.at;
  if (post.failure !== null || post.dropped !== null) return false;
  const { carrier } = post;
  if (carrier.type === 'port') return hasChanged(peerOf(carrier.handle.port));
  return carrier.type === 'window' && carrier.realm !== null && post.window?.refusedBy == null;
}

/** Whether what becomes of a message to a port could be told otherwise now than then: see `messageState`. */
function rememberChanges({ handles }: Then): (receiver: Port) => boolean {
  const known = new Map<Port, boolean>();
  const compare = (receiver: Port): boolean => {
    const now = lastHandleOf(receiver);
    if (now === undefined) return false;
    const then = handles.get(now);
    return (
      then === undefined ||
      then.startedAt !== now.startedAt ||
      then.closedAt !== now.closedAt ||
      then.departure !== now.departure ||
      then.sweptAt !== now.sweptAt ||
      then.realm.state !== now.realm.state ||
      then.realm.unexplainedAt !== now.realm.unexplainedAt ||
      then.realm.aftermath !== now.realm.aftermath
    );
  };
  return (receiver) => {
    let verdict = known.get(receiver);
    if (verdict === undefined) known.set(receiver, (verdict = compare(receiver)));
    return verdict;
  };
}

/** A message that did not arrive yet, on its way from the port or to the window as these were. */
function copyUnderWay(message: Message, { handles, realms }: Then): Message {
  const post = { ...(message.post as Post) };
  const { carrier } = post;
  if (carrier.type === 'port') post.carrier = handles.get(carrier.handle)?.carrier ?? carrier;
  if (carrier.type === 'window' && carrier.realm !== null) {
    post.carrier = { type: 'window', realm: realms.get(carrier.realm) ?? carrier.realm };
  }
  // That it passed out of sight is not known by its delivery.
  const evidence = message.delivery === null ? message.evidence : null;
  return { ...message, post, delivery: null, evidence };
}

/** A broadcast is a row for each that had got it; before it reached anybody, the first of them. null: no row. */
function broadcastAt({ posts, then }: View, message: Message, post: Post): Message | null {
  // Rows are in the order of their deliveries.
  const [first] = post.rows;
  if (first !== undefined && deliveredAt(first) > then.at) {
    return message === first ? { ...message, post: { ...post, rows: NONE }, delivery: null, evidence: null } : null;
  }
  if (deliveredAt(message) > then.at) return null;
  let copy = posts.get(post);
  if (copy === undefined) posts.set(post, (copy = { ...post, rows: NONE }));
  const row = { ...message, post: copy };
  copy.rows = [...copy.rows, row];
  return row;
}

/** What went wrong was counted at live objects. */
function moveTallies({ past, then }: View): void {
  const { byPlace, forgotten } = past.diagnostics;
  for (const [place, tallies] of [...byPlace]) {
    byPlace.delete(place);
    byPlace.set(placeAt(place, then), tallies);
  }
  for (const [handle, count] of [...forgotten]) forgotten.set(then.handles.get(handle) ?? handle, count);
}

function placeAt(place: Place, { handles, groups, realms }: Then): Place {
  if ('port' in place) return handles.get(place) ?? place;
  if ('members' in place) return groups.get(place) ?? place;
  return realms.get(place) ?? place;
}

/** Has everything in the past lead to the copies. */
function useCopies({ past, copies, then }: View): void {
  for (const group of past.broadcastGroups.values()) {
    group.posts = group.posts.map((message) => copies.get(message) ?? message);
    group.deliveries = group.deliveries.map((message) => copies.get(message) ?? message);
  }
  for (const [message, copy] of copies) if (message.post?.carrier.type === 'port') usePosted(message, copy, then);
  for (const handle of then.handles.values()) {
    const { departure } = handle;
    const carrying = departure?.message ?? null;
    const copy = carrying === null ? undefined : copies.get(carrying.absorbedBy ?? carrying);
    if (departure !== null && copy !== undefined) handle.departure = { ...departure, message: copy };
  }
}

function usePosted(message: Message, copy: Message, { handles }: Then): void {
  const { handle } = message.post?.carrier as PortCarrier;
  const past = handles.get(handle);
  // What was under way is among the last that was posted. It may have been posted in vain: then it is not there.
  const place = past?.posts.lastIndexOf(message) ?? -1;
  if (past === undefined || place === -1) return;
  // The past shares lists with now.
  if (past.posts === handle.posts) past.posts = handle.posts.slice();
  past.posts[place] = copy;
}
