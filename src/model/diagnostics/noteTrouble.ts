import { compareDigests } from '../digests';
import type { Delivery, Direction, Message, Model, Post } from '../types';
import { MOST_MESSAGES } from './diagnostic';
import { explainFailure } from './explainFailure';
import { addToTally, type Place } from './tallies';

/** A message was posted on a port that could not send any more. */
export function noteDropped(model: Model, message: Message, { carrier, dropped }: Post): void {
  if (dropped === null || carrier.type !== 'port') return;
  const kind = dropped === 'port closed' ? 'posting to a closed port' : 'posting to a transferred port';
  addToTally(model.diagnostics, kind, carrier.handle, message);
}

/** A message was posted to a worker that its page had terminated. */
export function noteTerminated(model: Model, message: Message, { carrier }: Post): void {
  if (carrier.type === 'worker' && carrier.worker.state === 'gone')
    addToTally(model.diagnostics, 'posting into a realm that is gone', carrier.worker, message);
}

/** `postMessage` threw. Failures of different causes are told apart: what helps against them differs. */
export function noteFailure(model: Model, message: Message, post: Post): void {
  if (post.failure === null) return;
  const { carrier, teller } = post;
  const { cause } = explainFailure(post.failure);
  addToTally(model.diagnostics, 'post failed', placeOf(carrier) ?? teller, message, cause);
}

/** A message arrived and could not be deserialized. */
export function noteMessageError(model: Model, message: Message, { carrier, realm }: Delivery): void {
  addToTally(model.diagnostics, 'messageerror', placeOf(carrier) ?? realm, message);
}

/** The order of a channel pairs two halves whose values differ: the pair stays, and it is said. */
export function noteMismatch({ mismatches }: Direction, posted: Message, { delivery }: Message): void {
  if (compareDigests(posted.post?.value ?? null, delivery?.value ?? null) !== 'different') return;
  mismatches.count += 1;
  if (mismatches.messages.length < MOST_MESSAGES) mismatches.messages.push(posted);
}

/** null: a window; then it is the realm that posted, or that the message reached. */
function placeOf(carrier: Post['carrier']): Place | null {
  switch (carrier.type) {
    case 'port':
      return carrier.handle;
    case 'worker':
    case 'service-worker':
      return carrier.worker;
    case 'broadcast':
      return carrier.broadcast.group;
    case 'window':
      return null;
  }
}
