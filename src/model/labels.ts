import { lastHandleOf, mayHaveGone, messageState, portState } from './select';
import type { Message, MessageState, Port, PortState, Realm } from './types';

/**
 * A short name for people: the path of the page or script, with its host where that is another than around it, and
 * where the path alone says nothing.
 */
export function realmLabel(realm: Realm): string {
  const title = realmTitle(realm);
  const isForeign = realm.url !== null && realm.parent !== null && realm.parent.origin !== realm.origin;
  if (realm.kind === 'window') return `${title} ${hostOf(realm.origin)}`.trim();
  return (isForeign || title === '/' ? hostOf(realm.origin) : '') + title;
}

/** The same without the host, for where the origin stands beside it. */
export function realmTitle(realm: Realm): string {
  if (realm.kind === 'service-worker' && realm.url === '') return 'service workers of this page';
  if (realm.url !== null) return shortenUrl(realm.url);
  // Another tab's window is known by its place alone.
  if (realm.kind === 'window') return realm.path ?? 'window';
  return `${realm.kind.replace('-', ' ')} ${realm.number}`;
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}

function shortenUrl(url: string): string {
  try {
    const { protocol, pathname, search } = new URL(url, 'https://relative.invalid/');
    if (protocol === 'http:' || protocol === 'https:') return pathname + search;
    return url.length > 60 ? `${url.slice(0, 59)}…` : url;
  } catch {
    return url.slice(0, 60);
  }
}

/** A short name for people. */
export function portLabel(port: Port): string {
  return `port ${port.id}`;
}

/** What a port's state means for somebody who waits for its messages. */
export function explainPortState(state: PortState): string {
  switch (state) {
    case 'new':
      return 'Not started: messages to it wait until start() is called or onmessage is set.';
    case 'queueing':
      return 'Not started and not empty: call start(), or set onmessage, to get what waits.';
    case 'started':
      return 'Started: messages to it are delivered.';
    case 'transferred':
      return 'Transferred out of sight: to a realm without an agent, or its arrival was not seen.';
    case 'closed':
      return 'Closed: messages to it are lost.';
    case 'peer closed':
      return 'Its peer is closed or gone: messages posted on it are lost.';
    case 'collected':
      return 'Nothing in its realm refers to it any more, and it was garbage-collected.';
    case 'realm gone':
      return 'The realm that held it is gone.';
    case 'began before recording':
      return 'It was there before recording began; reload to see everything.';
  }
}

/** What is to be said of a port, with what is particular to it. */
export function explainPort(port: Port): string {
  const left = lastHandleOf(port)?.departure ?? null;
  if (left?.by === 'structuredClone') {
    return 'structuredClone() moved it within its realm, to a port that was not seen: use what the call returned.';
  }
  if (left === null && lastHandleOf(port)?.sweptAt != null) {
    return 'Transferred: its realm was asked which of its ports had left, and this one had. Where to was not seen (yet).';
  }
  const doubt = mayHaveGone(port)
    ? ' A port that came from here arrived elsewhere, and traffic will tell which: it may be this one.'
    : '';
  return explainPortState(portState(port)) + doubt;
}

/** What became of a message, with what is particular to it. */
export function explainMessage(message: Message): string {
  const refusedBy = message.post?.window?.refusedBy ?? null;
  if (refusedBy !== null) {
    return (
      `It was posted to ${message.post?.window?.targetOrigin ?? ''}, and the window's origin is ${refusedBy}: the ` +
      'browser dropped it. Post it to that origin, or find out why the window shows another page.'
    );
  }
  const state = messageState(message);
  if (state === 'unseen' && message.evidence === 'unknown')
    return 'The port was in a realm without an agent meanwhile: who got it there was not seen. Later messages were.';
  if (state === 'not known' && message.post?.carrier.type === 'port')
    return 'Part of what went through this channel passed out of sight, so counting does not tell what became of it.';
  return explainMessageState(state);
}

/** What a message's state means. */
export function explainMessageState(state: MessageState): string {
  switch (state) {
    case 'queued':
      return 'It waits at a port that is not started: call start(), or set onmessage.';
    case 'in flight':
      return 'It was posted, and its delivery was not seen yet.';
    case 'delivered':
      return 'It reached its receiver.';
    case 'messageerror':
      return 'It arrived, but could not be deserialized there: listen for messageerror, and post values the receiver can take.';
    case 'lost (port closed)':
      return 'The port was closed: nothing posted to it or on it arrives any more.';
    case 'lost (realm gone)':
      return 'The realm that held the port went away before it was delivered.';
    case 'lost (no receiver)':
      return 'It was posted on a port that had been transferred away, or to an origin that the window did not have.';
    case 'unseen':
      return 'Nobody in whom an agent runs was seen to get it; whether others did was not seen.';
    case 'not known':
      return 'postMessage was called, and no message that arrived could be matched with the call: whether it arrived is not known.';
    case 'failed':
      return 'postMessage threw: nothing was sent.';
  }
}
