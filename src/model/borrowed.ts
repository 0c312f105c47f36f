import { PATIENCE } from './matchLine';
import { startOf } from './clocks';
import { compareDigests } from './digests';
import { isKnownUntil } from './inferring';
import { pairHalves } from './pairing';
import { findRealmAt } from './realms';
import { refusalOf } from './targetOrigin';
import type { Message, Model, Realm } from './types';
import type { CallPost } from './windows';

/**
 * Messages to windows by a `postMessage` that was borrowed from another window: no number says which delivery is whose.
 * A delivery is joined to such a call where it has the same value and source, and no other borrowed call has.
 */
export function settleBorrowed(model: Model): void {
  for (const message of model.pending.borrowed) {
    const post = message.post as CallPost;
    const receiver = findRealmAt(model, post.window.place, startOf(message));
    if (receiver === null || receiver.attachedAt === null) continue;
    post.carrier = { type: 'window', realm: receiver };
    post.window.refusedBy = refusalOf(post, receiver);
    const isOver = receiver.timeOrigin + receiver.heardUntil > startOf(message) + PATIENCE;
    const delivered = post.window.refusedBy === null ? findDelivery(model, message, receiver) : null;
    if (delivered !== null && isOnlyOne(model, message, delivered)) {
      if (!isKnownUntil(model, startOf(delivered))) continue;
      pairHalves(model, message, delivered, 'inferred');
      model.pending.borrowed.delete(message);
    } else if (post.window.refusedBy !== null || isOver) {
      model.pending.borrowed.delete(message);
    }
  }
}

/** The first delivery that can be this call's. */
function findDelivery(model: Model, message: Message, receiver: Realm): Message | null {
  let found: Message | null = null;
  const open = model.windowLines.get(receiver.id);
  const waiting = new Set(open?.deliveries.slice(open.decided.delivery));
  for (const delivered of [...receiver.events.values()].reverse()) {
    if (startOf(delivered) < startOf(message)) break;
    if (delivered.absorbedBy === null && !waiting.has(delivered) && canBe(message, delivered)) found = delivered;
  }
  return found;
}

function isOnlyOne(model: Model, message: Message, delivered: Message): boolean {
  for (const other of model.pending.borrowed) if (other !== message && canBe(other, delivered)) return false;
  return true;
}

function canBe(message: Message, delivered: Message): boolean {
  const post = message.post as CallPost;
  const { delivery } = delivered;
  const after = startOf(delivered) - startOf(message);
  if (delivery === null || after < 0 || after > PATIENCE) return false;
  return (
    delivery.realm.path === post.window.place &&
    delivery.window?.sourcePath === post.teller.path &&
    delivery.window.origin === post.teller.origin &&
    compareDigests(post.value, delivery.value) === 'same'
  );
}
