import type { Patch } from '../context';
import { observeConstructor, observeMethod } from '../observe';
import type { FindCarrier, MakePostObserver } from '../postObserver';

/** `BroadcastChannel`: opened, posted to, closed (HTML, 9.5). ears.ts hears it where the page listens. */
export const patchBroadcastChannel =
  (observePost: MakePostObserver): Patch =>
  (context) => {
    const { realm, registry, emit, dom } = context;
    if (typeof realm.BroadcastChannel !== 'function') return () => undefined;
    const { prototype } = realm.BroadcastChannel;

    const findBroadcast: FindCarrier = (object) => {
      const broadcast = registry.meetBroadcast(object);
      return broadcast === undefined ? undefined : { via: { type: 'broadcast', broadcast } };
    };

    const undoConstructor = observeConstructor(context, realm, 'BroadcastChannel', registry.addBroadcast);
    const undoPost = observeMethod(
      context,
      prototype,
      'postMessage',
      observePost(findBroadcast, () => undefined),
    );
    const undoClose = observeMethod(context, prototype, 'close', {
      after: (object) => {
        const broadcast = registry.meetBroadcast(object);
        if (broadcast !== undefined) emit({ kind: 'broadcast-closed', at: dom.now(), broadcast });
      },
    });

    return () => {
      undoClose();
      undoPost();
      undoConstructor();
    };
  };
