import type { Realm } from '../src/model';
import type { IconName } from './shared/Icon';

/** A kind of realm in words, as a sentence begins with it. */
export const KIND_WORDS: Record<Realm['kind'], string> = {
  frame: 'Realm',
  worker: 'Worker',
  'shared-worker': 'Shared worker',
  'service-worker': 'Service worker',
  window: 'Other window',
};

/** The sign of each kind. */
export const KIND_ICONS: Record<Realm['kind'], IconName> = {
  frame: 'window',
  worker: 'worker',
  'shared-worker': 'shared-worker',
  'service-worker': 'service-worker',
  window: 'tab',
};

/** What stands in place of a frame path, for what is not in the frame tree. */
export function placeWords(realm: Realm): string {
  switch (realm.kind) {
    case 'frame':
      return realm.path ?? '';
    case 'worker':
      return 'worker';
    case 'shared-worker':
      return realm.name === null || realm.name === '' ? 'shared worker' : `shared worker “${realm.name}”`;
    case 'service-worker':
      return 'service worker';
    case 'window':
      return 'another tab, not inspected';
  }
}
