/** A relay: random text it makes for itself, kept while it lives, also through lost connections. */
export type RelayId = string;

/** Names under which a `runtime.Port` is opened to the background. */
export const RELAY_PORT = 'relay:';
/** Followed by the id of the inspected tab. */
export const PANEL_PORT = 'panel:';
/** Followed by the id of the inspected tab. */
export const DEVTOOLS_PORT = 'devtools:';

/** Where a relay stands, as the browser says it (not the page). */
export type FrameInfo = { tabId: number; frameId: number; documentId: string | null; url: string };

/** Why nothing could be put into the inspected page. */
export type Refusal =
  /** The user has not granted access to this site (Firefox asks its user). */
  | 'no-permission'
  /** A file:// page, and the user has not allowed the extension to read files. */
  | 'no-file-access'
  /** A page the browser keeps extensions out of. */
  | 'restricted-page'
  | 'unknown';

/** What the background tells a panel. */
export type ToPanel =
  | { kind: 'relay'; relay: RelayId; frame: FrameInfo }
  /** A batch, as the agent wrote it. */
  | { kind: 'batch'; relay: RelayId; text: string }
  /** The relay's connection ended: its page went away, froze or crashed. */
  | { kind: 'relay-gone'; relay: RelayId }
  /** Nothing can be put into the page that is there now: why, and what the browser said. */
  | { kind: 'refused'; reason: Refusal; detail: string };

/** What a panel tells the background. */
export type FromPanel =
  | { kind: 'command'; relay: RelayId; text: string }
  /** Find out whether the page that is there now can be reached. */
  | { kind: 'check' }
  /** Let the user give access to sites: only a page of ours, in a tab, may ask for it in Firefox. */
  | { kind: 'ask-permission' };

/** What the background tells a relay. */
export type ToRelay =
  /** A command for its agent; relays do not read it. */
  | { kind: 'command'; text: string }
  /** Random text, the same for every relay: by it the agents of neighbouring realms meet. */
  | { kind: 'meet'; token: string }
  /** Nobody inspects this page any more. */
  | { kind: 'leave' };

/** Sent by a DevTools page that goes away, so that a background that sleeps wakes up and cleans after it. */
export const DEVTOOLS_CLOSING = 'devtools-closing';
