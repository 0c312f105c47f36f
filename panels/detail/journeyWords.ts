import type { Evidence, Handle } from '../../src/model';
import { formatClock, formatCount, formatDuration } from '../shared/format';

/** What tells how a port came here, in a sentence. */
export function evidenceWords({ realm, arrival }: Handle): string {
  if (arrival === null) return '';
  const isSentUnseen = arrival.evidence === 'observed' && !realm.isInstrumented;
  return isSentUnseen ? 'The call that sent it was seen; here no agent runs.' : EVIDENCE_WORDS[arrival.evidence];
}

const EVIDENCE_WORDS: Record<Evidence, string> = {
  observed: 'Both sides were seen: what left there is what arrived here.',
  swept: 'The page’s own ports were probed, and this one had left.',
  inferred: 'Its departure was not seen. The messages that went through it leave this one explanation.',
  unknown: 'Where it came from was not seen, and its messages do not tell so far.',
};

/** What would make it sure how a port came here, from where it was before; null: nothing has to. */
export function whatWouldMakeSure(handle: Handle, before: Handle | undefined): string | null {
  switch (handle.arrival?.evidence) {
    case undefined:
    case 'observed':
    case 'swept':
      return null;
    case 'inferred':
      return before?.realm.canSweep === true
        ? 'It would be sure if the call that sent it were seen (one origin, a named function of sloppy code), or if no other port had left there meanwhile.'
        : 'It would be sure if the call that sent it were seen (one origin, a named function of sloppy code). In Chromium a realm can also be asked which of its ports have left; this one cannot.';
    case 'unknown':
      return handle.realm.attach === 'first'
        ? 'Messages through the port, either way, can tell; one that no other port had before tells most.'
        : 'Reload the page with DevTools open: what was sent before recording cannot be seen.';
  }
}

/** How the first or a later stay of a port began, without what carried it. */
export function arrivalWords(handle: Handle): string {
  const at = startAt(handle);
  const when = at === null ? '' : ` at ${clockOf(handle, at)}`;
  if (handle.arrival !== null) return `arrived${when}`;
  return handle.port.channel.isBirthSeen
    ? `made here${when}`
    : `met here${when}: it began before recording or out of sight`;
}

/** How long a port stayed there, and how that ended; of the last stay, how it is. */
export function stayWords(handle: Handle): string {
  const { departure, sweptAt, closedAt, collectedAt, seenHereAt, realm } = handle;
  if (departure !== null) {
    if (departure.at !== null) return `${stayed(handle, departure.at)}left at ${clockOf(handle, departure.at)}`;
    return sweptAt === null ? 'left; when was not seen' : `left; a sweep noticed it at ${clockOf(handle, sweptAt)}`;
  }
  if (sweptAt !== null) return `a sweep found at ${clockOf(handle, sweptAt)} that it had left; where to was not seen`;
  if (closedAt !== null) return `${stayed(handle, closedAt)}closed at ${clockOf(handle, closedAt)}`;
  if (realm.endedAt !== null) {
    const end = realm.endedAt - realm.timeOrigin;
    return `${stayed(handle, end)}until its realm went away at ${clockOf(handle, end)}`;
  }
  if (collectedAt !== null) return `found to be garbage at ${clockOf(handle, collectedAt)}`;
  if (!realm.isInstrumented) return 'what becomes of it there is not seen';
  return seenHereAt === null ? 'here now' : `here now; a sweep found it here at ${clockOf(handle, seenHereAt)}`;
}

/** How many messages it posted and got there. */
export function trafficWords({ realm, posts, deliveries }: Handle): string {
  if (!realm.isInstrumented) return 'what it posted and got there is not seen';
  return `posted ${formatCount(posts.length)}, got ${formatCount(deliveries.length)} there`;
}

function startAt({ arrival, born }: Handle): number | null {
  return arrival?.at ?? born;
}

function stayed(handle: Handle, end: number): string {
  const start = startAt(handle);
  return start === null ? '' : `stayed ${formatDuration(Math.max(0, end - start))}, `;
}

/** A moment of its realm's time as wall-clock time. */
function clockOf({ realm }: Handle, at: number): string {
  return formatClock(realm.timeOrigin + at);
}
