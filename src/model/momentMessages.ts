import { lastHandleOf, NONE, peerOf } from './createModel';
import { noteDropped, noteFailure, noteMessageError } from './diagnostics/noteTrouble';
import type { Place } from './diagnostics/tallies';
import { deliveredAt, type Then } from './momentGraph';
import { timelineOf } from './timeline';
import type { Handle, Message, Model, Port, Post } from './types';

/** By the live message: what stands for it in the past. */
type Copies = Map<Message, Message>;

/**
 * Puts the messages that had begun by then into the model of a moment. Nearly all of a million had come as far as they
 * ever came, and are the live ones; those that were under way are copied.
 */
export function fillMessages(past: Model, model: Model, then: Then): void {
  const { rows, begins, ends } = timelineOf(model);
  const view: View = { past, then, copies: new Map(), posts: new Map(), hasChanged: rememberChanges(then) };
  for (let i = 0; i < rows.length; i += 1) {
    if ((begins[i] as number) > then.at) continue;
    const message = rows[i] as Message;
    if ((ends[i] as number) <= then.at) past.messages.push(message);
    else addUnfinished(view, message);
  }
  moveTallies(view);
  if (view.copies.size > 0) useCopies(view);
}

type View = {
  past: Model;
  then: Then;
  copies: Copies;
  /** Copies of the posts of broadcasts that had reached only some, with the rows of these. */
  posts: Map<Post, Post>;
  hasChanged: (receiver: Port) => boolean;
};

/** Adds a message of which it is not clear at once that it had come as far as it ever came. */
function addUnfinished(view: View, message: Message): void {
  const { past, then, copies } = view;
  const { post } = message;
  const isBroadcast = post !== null && post.rows.length > 0;
  const shown = isBroadcast
    ? broadcastAt(view, message, post)
    : isUnderWay(view, message)
      ? copyUnderWay(message, then)
      : message;
  if (shown === null) return;
  if (shown !== message) copies.set(message, shown);
  past.messages.push(shown);
  if (shown.post !== null) {
    if (shown.post.dropped !== null) past.counters.droppedPosts += 1;
    noteDropped(past, shown, shown.post);
    noteFailure(past, shown, shown.post);
  }
  if (shown.delivery?.isMessageError) noteMessageError(past, shown, shown.delivery);
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
function useCopies({ past, copies }: View): void {
  for (const group of past.broadcastGroups.values()) {
    group.posts = group.posts.map((message) => copies.get(message) ?? message);
    group.deliveries = group.deliveries.map((message) => copies.get(message) ?? message);
  }
  for (const { handles } of past.ports.values()) for (const handle of handles) useCopiesIn(handle, copies);
}

function useCopiesIn(handle: Handle, copies: Copies): void {
  const { posts, departure } = handle;
  // What was under way is the last that was posted.
  for (let i = posts.length - 1; i >= 0; i -= 1) {
    const message = posts[i] as Message;
    const copy = copies.get(message);
    if (copy !== undefined) posts[i] = copy;
    else if (message.delivery !== null) break;
  }
  const carrying = departure?.message ?? null;
  const copy = carrying === null ? undefined : copies.get(carrying.absorbedBy ?? carrying);
  if (departure !== null && copy !== undefined) handle.departure = { ...departure, message: copy };
}
