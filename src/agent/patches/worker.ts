import type { Patch } from '../context';
import type { Ears } from '../ears';
import { argumentAt, observeConstructor, observeMethod } from '../observe';
import type { FindCarrier, MakePostObserver } from '../postObserver';
import { createScriptUrlReader } from '../readScriptUrl';

/** `Worker`, as its page sees it: made, posted to, heard, terminated (HTML, 10.2.6.3). */
export const patchWorker =
  (observePost: MakePostObserver, ears: Ears): Patch =>
  (context) => {
    const { realm, primitives, registry, emit, dom } = context;
    if (typeof realm.Worker !== 'function') return () => undefined;
    const { prototype } = realm.Worker;
    const readUrl = createScriptUrlReader(realm, primitives);

    const findWorker: FindCarrier = (object) => {
      const worker = registry.meetWorker(object);
      if (worker === undefined) return undefined;
      ears.hear(object);
      return { via: { type: 'worker', worker } };
    };

    const undoConstructor = observeConstructor(context, realm, 'Worker', (worker, args) => {
      registry.addWorker(worker, readUrl(argumentAt(args, 0)));
      ears.hear(worker);
    });
    const undoPost = observeMethod(context, prototype, 'postMessage', observePost(findWorker));
    const undoTerminate = observeMethod(context, prototype, 'terminate', {
      after: (object) => {
        const worker = registry.meetWorker(object);
        if (worker !== undefined) emit({ kind: 'worker-terminated', at: dom.now(), worker });
      },
    });

    return () => {
      undoTerminate();
      undoPost();
      undoConstructor();
    };
  };
