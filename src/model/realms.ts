import type { FrameInfo, FramePath, RealmId, WorkerId } from '../protocol';
import type { Model, Realm } from './types';

/** Adds the realm of a frame. Its own first record says the rest; until then it is known by what the browser says. */
export function addFrameRealm(model: Model, id: RealmId, frame: FrameInfo | null): Realm {
  return addRealm(model, { id, kind: 'frame', url: frame?.url ?? null, frame, isInstrumented: true });
}

/** The realm of a worker as its page sees it; it runs no agent, so its side of every message is unseen. */
export function workerRealm(model: Model, page: Realm, worker: WorkerId): Realm {
  const id = `${page.id}/worker-${worker}`;
  return (
    model.realms.get(id) ??
    addRealm(model, { id, kind: 'worker', origin: page.origin, parent: page, isInstrumented: false })
  );
}

type RealmDetails = Pick<Realm, 'id' | 'kind' | 'isInstrumented'> &
  Partial<Pick<Realm, 'url' | 'name' | 'origin' | 'path' | 'parent' | 'frame'>>;

function addRealm(model: Model, given: RealmDetails): Realm {
  const realm: Realm = {
    number: ++model.last.realm,
    url: null,
    origin: '',
    path: null,
    parent: null,
    name: null,
    attach: 'first',
    altered: [],
    state: 'live',
    timeOrigin: 0,
    heardUntil: 0,
    frame: null,
    handles: new Map(),
    unseenHandles: [],
    broadcasts: new Map(),
    serviceWorkers: new Map(),
    listeners: [],
    events: new Map(),
    stacks: new Map(),
    ...given,
  };
  model.realms.set(realm.id, realm);
  return realm;
}

/** The living realm that stands there in the frame tree; the newest, if a frame was navigated. */
export function findRealmAt(model: Model, path: FramePath | null): Realm | null {
  if (path === null) return null;
  let found: Realm | null = null;
  for (const realm of model.realms.values()) {
    if (realm.path === path && realm.state !== 'gone') found = realm;
  }
  return found;
}

/** Joins the frames to the realms that embed them, whichever of the two spoke first. */
export function placeFrames(model: Model): void {
  for (const realm of model.realms.values()) {
    if (realm.parent !== null || realm.kind === 'worker') continue;
    const cut = realm.path?.lastIndexOf('.frames[') ?? -1;
    if (cut !== -1) realm.parent = findRealmAt(model, (realm.path as string).slice(0, cut));
  }
}

/** A realm is gone, and the workers it made with it. What its ports had queued is lost. */
export function endRealm(model: Model, realm: Realm): void {
  realm.state = 'gone';
  for (const worker of model.realms.values())
    if (worker.kind === 'worker' && worker.parent === realm) worker.state = 'gone';
  model.version += 1;
}
