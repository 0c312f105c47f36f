import type { FrameInfo, FramePath, HandleId, RealmId, RealmTime, WorkerId } from '../protocol';
import { CLOCK_SLACK } from './clocks';
import type { Model, Realm } from './types';

/**
 * Realms that the model makes itself, because no agent runs in them, have an id with this in it; an agent's has not, so
 * that no page can speak for them.
 */
export const MADE_BY_MODEL = '/';

/** Adds the realm of a frame. Its own first record says the rest; until then it is known by what the browser says. */
export function addFrameRealm(model: Model, id: RealmId, frame: FrameInfo | null): Realm {
  return addRealm(model, { id, kind: 'frame', url: frame?.url ?? null, frame, isInstrumented: true });
}

/** The realm of a worker as its page sees it; it runs no agent, so its side of every message is unseen. */
export function workerRealm(model: Model, page: Realm, worker: WorkerId): Realm {
  const given = { kind: 'worker', origin: page.origin, parent: page } as const;
  return unseenRealm(model, `${page.id}/worker-${worker}`, given);
}

/**
 * The realm of a shared worker: one for all pages of the tab that give the same origin, URL and name.
 * @param url as the page gave it, resolved against the page's own; null: not known, then it is like no other.
 */
export function sharedWorkerRealm(
  model: Model,
  page: Realm,
  handle: HandleId,
  { url, name }: { url: string | null; name: string | null },
): Realm {
  const resolved = url === null ? null : resolveUrl(url, page.url);
  const key = resolved === null || name === null ? `${page.id}:${handle}` : `${scopeOf(page)} ${name} ${resolved}`;
  return unseenRealm(model, `/shared-worker/${key}`, {
    kind: 'shared-worker',
    origin: page.origin,
    url: resolved,
    name,
  });
}

/**
 * A service worker was met under this number: one realm for all pages that meet the same URL. An empty URL stands for
 * whichever post to this page: no other page's need be the same.
 */
export function meetServiceWorker(model: Model, page: Realm, worker: WorkerId, url: string): void {
  const id = url === '' ? `${page.id}/service-workers` : `/service-worker/${scopeOf(page)} ${url}`;
  const realm = unseenRealm(model, id, { kind: 'service-worker', origin: page.origin, url });
  page.serviceWorkers.set(worker, realm);
}

/** The service worker with that number; one that was never met has no URL. */
export function serviceWorkerRealm(model: Model, page: Realm, worker: WorkerId): Realm {
  const given = { kind: 'service-worker', origin: page.origin } as const;
  return page.serviceWorkers.get(worker) ?? unseenRealm(model, `${page.id}/service-worker-${worker}`, given);
}

/**
 * The realm a message to a window came from: by its place in the frame tree, or, for a window of another tab, one made
 * for that window and origin. The opener is the same for the whole tree; other windows are numbered by each receiver.
 * @param at the moment of the delivery, in the receiver's time.
 * @returns null where the browser did not say, or nothing is known there yet.
 */
export function sourceRealm(
  model: Model,
  receiver: Realm,
  { path, origin, at }: { path: FramePath | null; origin: string; at: RealmTime },
): Realm | null {
  if (path === null || path.startsWith('top')) return findRealmAt(model, path, receiver.timeOrigin + at);
  const tree = path.startsWith('opener') ? '' : receiver.id;
  return unseenRealm(model, `${tree}/${path} ${origin}`, { kind: 'window', path, origin });
}

/** Whom an opaque origin is shared with: nobody. */
export function scopeOf(realm: Realm): string {
  return realm.origin === 'null' || realm.origin === '' ? `null ${realm.id}` : realm.origin;
}

type Details = Partial<Pick<Realm, 'url' | 'name' | 'origin' | 'path' | 'parent' | 'frame'>>;

function unseenRealm(model: Model, id: RealmId, details: Details & Pick<Realm, 'kind'>): Realm {
  const known = model.realms.get(id);
  if (known === undefined) return addRealm(model, { id, isInstrumented: false, ...details });
  // Another realm may have met it earlier, and said so later.
  known.metAt = Math.min(known.metAt, model.moment);
  return known;
}

function addRealm(model: Model, given: Details & Pick<Realm, 'id' | 'kind' | 'isInstrumented'>): Realm {
  const realm: Realm = {
    number: ++model.last.realm,
    url: null,
    name: null,
    origin: '',
    path: null,
    parent: null,
    attach: 'first',
    isWhole: true,
    altered: [],
    state: 'live',
    metAt: model.moment,
    freezes: [],
    endedAt: null,
    aftermath: 'awaited',
    timeOrigin: 0,
    attachedAt: null,
    heardUntil: 0,
    canSweep: false,
    sweptUntil: null,
    sweepBegunAt: null,
    unexplainedAt: null,
    pulse: [],
    frame: null,
    handles: new Map(),
    unclosed: new Set(),
    closed: [],
    unseenHandles: [],
    broadcasts: new Map(),
    serviceWorkers: new Map(),
    listeners: [],
    pastListeners: [],
    events: new Map(),
    stacks: new Map(),
    ...given,
  };
  model.realms.set(realm.id, realm);
  return realm;
}

function resolveUrl(url: string, base: string | null): string {
  if (base !== null && URL.canParse(url, base)) return new URL(url, base).href;
  return url;
}

/**
 * The realm that stood there in the frame tree at a moment; the newest, if several may have. One that lives is found
 * also where the clocks of two processes disagree by more than CLOCK_SLACK.
 * @param at milliseconds since 1970.
 */
export function findRealmAt(model: Model, path: FramePath | null, at: number): Realm | null {
  if (path === null) return null;
  let found: Realm | null = null;
  let least = Infinity;
  for (const realm of model.realms.values()) {
    if (realm.kind !== 'frame' || realm.path !== path) continue;
    const miss = Math.max(0, beginOf(realm) - at, at - (realm.endedAt ?? Infinity));
    if (realm.endedAt !== null && miss > CLOCK_SLACK) continue;
    const isNewer = found === null || beginOf(realm) >= beginOf(found);
    if (miss < least || (miss === least && isNewer)) [found, least] = [realm, miss];
  }
  return found;
}

/**
 * When a frame's document began, in milliseconds since 1970. Its time is counted from the start of the navigation, when
 * the document before it still ran; its agent comes with its first script.
 */
export function beginOf({ timeOrigin, attach, attachedAt }: Realm): number {
  return attach === 'late' ? timeOrigin : timeOrigin + (attachedAt ?? 0);
}

/** Joins the frames to the realms that embed them, whichever of the two spoke first. */
export function placeFrames(model: Model): void {
  for (const realm of model.realms.values()) {
    const cut = realm.kind === 'frame' ? (realm.path?.lastIndexOf('.frames[') ?? -1) : -1;
    if (cut === -1) continue;
    realm.parent = findRealmAt(model, (realm.path as string).slice(0, cut), beginOf(realm)) ?? realm.parent;
  }
}

/**
 * A realm is gone, and the workers it made with it. What its ports had queued is lost.
 * @param at milliseconds since 1970.
 */
export function endRealm(model: Model, realm: Realm, at: number): void {
  setEnd(realm, at);
  for (const worker of model.realms.values())
    if (worker.kind === 'worker' && worker.parent === realm && worker.state !== 'gone') setEnd(worker, at);
  model.version += 1;
}

function setEnd(realm: Realm, at: number): void {
  if (realm.state !== 'gone') realm.aftermath = 'awaited';
  realm.state = 'gone';
  realm.endedAt = at;
}

/** It was taken for gone, and is not: it speaks again. */
export function reviveRealm(model: Model, realm: Realm): void {
  realm.state = 'live';
  realm.endedAt = null;
  model.version += 1;
}

/** It went into the back/forward cache. */
export function freezeRealm(realm: Realm, at: RealmTime): void {
  realm.state = 'frozen';
  realm.freezes.push({ at, until: null });
}

/** It came back from there. */
export function thawRealm(realm: Realm, at: RealmTime): void {
  realm.state = 'live';
  const last = realm.freezes.at(-1);
  if (last !== undefined) last.until ??= at;
}
