import type { Patch } from '../context';
import { observeMethod } from '../observe';
import type { FindCarrier, MakePostObserver } from '../postObserver';

/**
 * `ServiceWorker.prototype.postMessage` (Service Workers, 3.1.4). What service workers answer comes to
 * `navigator.serviceWorker`, which we never ask for: it throws in opaque origins. ears.ts hears it where the page listens.
 */
export const patchServiceWorker =
  (observePost: MakePostObserver): Patch =>
  (context) => {
    const { realm, registry } = context;
    if (typeof realm.ServiceWorker !== 'function') return () => undefined;
    const findServiceWorker: FindCarrier = (object) => {
      const worker = registry.meetServiceWorker(object);
      return worker === undefined ? undefined : { via: { type: 'service-worker', worker } };
    };
    return observeMethod(context, realm.ServiceWorker.prototype, 'postMessage', observePost(findServiceWorker));
  };
