import type { AgentRecord, RealmId } from '../protocol';
import { matchLine } from './matchLine';
import { pairHalves, unpairHalves } from './pairing';
import { refusalOf } from './targetOrigin';
import type { Delivery, Message, Model, Post, Realm, WindowCall, WindowLine } from './types';

/**
 * Messages to windows: the calls of a window's `postMessage`, and the deliveries they led to.
 *
 * A window's own function can be called by code of its own origin only, and the agent of the window's realm numbers the
 * calls, whoever makes them. A call is told by the realm that made it where its arguments could be seen, and else by
 * the window's realm, without them. matchLine.ts says which delivery belongs to which call; this file keeps the books.
 */

export { PATIENCE } from './matchLine';

/** Whether a record tells of a call of a window's `postMessage`, which may lead to nothing. */
export function isWindowCall(record: AgentRecord): boolean {
  return record.kind === 'window-called' || (record.kind === 'posted' && record.via.type === 'to-window');
}

/** The post of a message to a window. */
export type CallPost = Post & { window: WindowCall };

/** Takes a call of a window's `postMessage`, which was seen with or without its arguments, and may have failed. */
export function takeWindowCall(model: Model, id: RealmId, message: Message): void {
  const line = lineOf(model, id);
  const realm = model.realms.get(id);
  const { window, teller } = message.post as CallPost;
  const known = line.calls.get(window.call)?.post?.teller ?? null;
  // One number, one call: a second one is forged or wrong. Who stands closer to the window is believed.
  if (known !== null && closeness(teller, realm, id) <= closeness(known, realm, id)) return;
  line.calls.set(window.call, message);
  if (line.walk !== null && window.call < line.walk.counted) line.walk = null;
  if (realm !== undefined && realm.attachedAt !== null) judgeCall(model, message, realm);
  markLine(model, line, window.call < line.decided.call || window.call <= line.doubtful);
}

function closeness(teller: Realm, realm: Realm | undefined, id: RealmId): number {
  return teller.id === id ? 2 : teller.origin === realm?.origin ? 1 : 0;
}

/** Takes a message that reached a window; those that can have come by a call of its own function wait for that call. */
export function takeWindowDelivery(model: Model, message: Message, delivery: Delivery): void {
  if (!isFromOwnOrigin(delivery)) return;
  const line = lineOf(model, delivery.realm.id);
  line.deliveries.push(message);
  markLine(model, line, false);
}

/** An opaque origin is the same as no other one, whatever its name says. */
function isFromOwnOrigin({ realm, window }: Delivery): boolean {
  if (window === null || window.origin !== realm.origin) return false;
  return window.origin !== 'null' || (window.sourcePath !== null && window.sourcePath === realm.path);
}

/** The window's realm has said its place and origin: its calls, which others may have told before, can be judged. */
export function beginLine(model: Model, realm: Realm): void {
  const line = model.windowLines.get(realm.id);
  if (line === undefined) return;
  for (const message of line.calls.values()) judgeCall(model, message, realm);
  markLine(model, line, true);
}

/** Where a call went, as far as its place and its target origin say. */
function judgeCall(model: Model, message: Message, realm: Realm): void {
  const post = message.post as CallPost;
  const { window } = post;
  window.isBorrowed = window.place !== null && realm.path !== null && window.place !== realm.path;
  if (!window.isBorrowed) {
    post.carrier = { type: 'window', realm };
    window.refusedBy = refusalOf(post, realm);
  } else if (post.failure === null) {
    model.pending.borrowed.add(message);
  }
}

function lineOf(model: Model, id: RealmId): WindowLine {
  let line = model.windowLines.get(id);
  if (line === undefined) {
    const decided = { call: 1, delivery: 0 };
    line = { realm: id, calls: new Map(), deliveries: [], decided, doubtful: 0, first: 1, walk: null };
    model.windowLines.set(id, line);
  }
  return line;
}

function markLine(model: Model, line: WindowLine, isAfresh: boolean): void {
  const { windowLines } = model.pending;
  windowLines.set(line, isAfresh || windowLines.get(line) === true);
}

/** Pairs what can be paired of every window that something new is known of. */
export function settleWindows(model: Model): void {
  for (const [line, isAfresh] of model.pending.windowLines) {
    model.pending.windowLines.delete(line);
    const realm = model.realms.get(line.realm);
    // Until the window's realm has spoken its origin and place are not known; then this comes again.
    if (realm === undefined || realm.attachedAt === null) continue;
    if (isAfresh) restartLine(model, line);
    for (const { posted, delivered, evidence } of matchLine(line, realm))
      pairHalves(model, posted, delivered, evidence);
  }
}

/** Takes back what was paired: a call of which nobody had told is known now. */
function restartLine(model: Model, line: WindowLine): void {
  line.decided = { call: line.first, delivery: 0 };
  line.doubtful = 0;
  line.walk = null;
  for (const message of line.deliveries) {
    const posted = message.absorbedBy;
    if (posted === null) continue;
    unpairHalves(model, posted, message);
    if (posted.post?.window?.isBorrowed) model.pending.borrowed.add(posted);
  }
}
