import { peerOf } from '../createModel';
import { portLabel, realmLabel } from '../labels';
import type { Handle, Port } from '../types';
import type { Finding } from './rule';
import { beginOf, firstOf, postsAfter, thoseBefore } from './undelivered';
import { sayCount } from './words';

/** A port moved while messages were on their way to it: the last time that it did. */
export function findMovedQueue(port: Port): Finding | null {
  const { ports, directions } = port.channel;
  if (port.handles.length < 2 || directions[port === ports[0] ? 1 : 0].order !== 'in order') return null;
  let delivered = 0;
  let found: Finding | null = null;
  for (let i = 0; i + 1 < port.handles.length; i += 1) {
    const [left, came] = [port.handles[i] as Handle, port.handles[i + 1] as Handle];
    // What it took where no agent ran was not seen, so what was left over is not known.
    if (!left.realm.isInstrumented) return found;
    delivered += left.deliveries.length;
    found = lookAtMove(port, left, came, delivered) ?? found;
  }
  return found;
}

function lookAtMove(port: Port, left: Handle, came: Handle, delivered: number): Finding | null {
  const moment = leftAt(left);
  if (moment === null) return null;
  const queue = thoseBefore(
    postsAfter(peerOf(port), delivered),
    left.realm,
    moment,
    left.departure?.message?.post ?? null,
  );
  if (queue.count === 0) return null;
  const [were, they] = queue.count === 1 ? ['was', 'it travels'] : ['were', 'they travel'];
  return {
    level: 'info',
    sentence:
      `${sayCount(queue.count, 'message')} ${were} on the way to ${portLabel(port)} when it moved from ` +
      `${realmLabel(left.realm)} to ${realmLabel(came.realm)}: ${they} along.`,
    advice:
      'Nothing is lost: they are delivered where the port arrives, once it is started there. If they were meant for the ' +
      'realm it left, take them there before it is transferred.',
    count: queue.count,
    messages: firstOf(queue),
    since: beginOf(queue),
  };
}

/**
 * When it left, or, if that was not seen, when a sweep last found it there: milliseconds since 1970 by its realm's clock.
 * Its arrival does not tell: what was posted in between may have been posted to where it went.
 */
function leftAt({ departure, realm, seenHereAt }: Handle): number | null {
  const at = departure?.at ?? seenHereAt;
  return at === null ? null : realm.timeOrigin + at;
}
