import { startOf } from './clocks';
import { lastHandleOf, NONE, peerOf } from './createModel';
import { deliveredAt, type Then } from './momentGraph';
import type { Handle, Message, Model, Port, Post } from './types';

/** By the live message: what stands for it in the past. */
type Copies = Map<Message, Message>;

/**
 * Puts the messages that had begun by then into the model of a moment. Nearly all of a million had come as far as they
 * ever came, and are the live ones; those that were under way are copied.
 */
export function fillMessages(past: Model, model: Model, then: Then): void {
  const copies: Copies = new Map();
  const hasChanged = rememberChanges(then);
  const posts = new Map<Post, Post>();
  past.counters.droppedPosts = 0;
  for (const message of model.messages) {
    const { post, absorbedBy } = message;
    const isBroadcast = post !== null && post.carrier.type === 'broadcast';
    // The message that a half was paired with stands for both.
    if ((absorbedBy !== null && !isBroadcast) || startOf(message) > then.at) continue;
    if (post !== null && post.dropped !== null) past.counters.droppedPosts += 1;
    const shown = isBroadcast
      ? broadcastAt(message, post, posts, then)
      : isUnderWay(message, then, hasChanged)
        ? copyUnderWay(message, then)
        : message;
    if (shown === null) continue;
    if (shown !== message) copies.set(message, shown);
    past.messages.push(shown);
  }
  if (copies.size > 0) useCopies(past, copies);
}

/** Its delivery was still to come, or where it waits has changed since. */
function isUnderWay({ post, delivery }: Message, { at }: Then, hasChanged: (port: Port) => boolean): boolean {
  if (post === null) return false;
  if (delivery !== null) return deliveredAt({ delivery }) > at;
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
  return { ...message, post, delivery: null, evidence: null };
}

/**
 * A broadcast is a row for each that had got it; before it reached anybody, the post is the only one. null: no row.
 * @param posts copies of posts that had reached only some, with the rows of these.
 */
function broadcastAt(message: Message, post: Post, posts: Map<Post, Post>, then: Then): Message | null {
  const { rows } = post;
  const isPost = message.delivery === null;
  // Rows are in the order of their deliveries.
  const [first, last] = [rows[0], rows[rows.length - 1]];
  if (first === undefined || last === undefined) return message;
  if (deliveredAt(first) > then.at) {
    return isPost ? { ...message, post: { ...post, rows: NONE }, absorbedBy: null } : null;
  }
  if (isPost || deliveredAt(message) > then.at) return null;
  if (deliveredAt(last) <= then.at) return message;
  let copy = posts.get(post);
  if (copy === undefined) posts.set(post, (copy = { ...post, rows: NONE }));
  const row = { ...message, post: copy };
  copy.rows = [...copy.rows, row];
  return row;
}

/** Has everything in the past lead to the copies. */
function useCopies(past: Model, copies: Copies): void {
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
