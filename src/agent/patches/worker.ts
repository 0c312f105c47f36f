import type { Patch } from '../context';
import type { Ears } from '../ears';
import { argumentAt, observeConstructor, observeMethod } from '../observe';
import type { FindCarrier, MakePostObserver } from '../postObserver';

/** `Worker`, as its page sees it: made, posted to, heard, terminated (HTML, 10.2.6.3). */
export const patchWorker =
  (observePost: MakePostObserver, ears: Ears): Patch =>
  (context) => {
    const { realm, primitives, registry, emit, dom } = context;
    if (typeof realm.Worker !== 'function') return () => undefined;
    const { prototype } = realm.Worker;
    const getHref = primitives.describe(realm.URL.prototype, 'href')?.get as () => string;
    const getHandler = primitives.describe(prototype, 'onmessage')?.get as () => unknown;

    /** The script's URL, where reading it runs no code of the page; it may be relative. */
    const readUrl = (url: unknown): string | null => {
      if (typeof url === 'string') return url;
      try {
        return primitives.apply(getHref, url, []) as string;
      } catch {
        return null;
      }
    };

    const isWorker = (value: unknown): value is object => {
      try {
        primitives.apply(getHandler, value, []);
        return true;
      } catch {
        return false;
      }
    };

    const findWorker: FindCarrier = (worker) => {
      if (!isWorker(worker)) return undefined;
      let known = registry.findWorker(worker);
      if (known === undefined) {
        known = registry.addWorker(worker, null, true);
        ears.hearWorker(worker);
      }
      return { via: { type: 'worker', worker: known.id }, onSent: () => undefined };
    };

    const undoConstructor = observeConstructor(context, realm, 'Worker', (worker, args) => {
      registry.addWorker(worker, readUrl(argumentAt(args, 0)), false);
      ears.hearWorker(worker);
    });
    const undoPost = observeMethod(context, prototype, 'postMessage', observePost(findWorker));
    const undoTerminate = observeMethod(context, prototype, 'terminate', {
      after: (worker) => {
        const known = isWorker(worker) ? registry.findWorker(worker) : undefined;
        if (known !== undefined) emit({ kind: 'worker-terminated', at: dom.now(), worker: known.id });
      },
    });

    return () => {
      undoTerminate();
      undoPost();
      undoConstructor();
    };
  };
