import type { Patch } from '../context';
import type { Ears } from '../ears';
import type { PostThrough } from '../notePost';
import { replaceConstructor, replaceMethod } from '../replace';

/** `Worker`, as its page sees it: made, posted to, heard, terminated (HTML, 10.2.6.3). */
export const patchWorker =
  (postThrough: PostThrough, ears: Ears): Patch =>
  (context) => {
    const { realm, primitives, registry, emit, dom, guard } = context;
    if (typeof realm.Worker !== 'function') return () => undefined;
    const { prototype } = realm.Worker;
    const getHref = primitives.describe(realm.URL.prototype, 'href')?.get as () => string;

    /** The script's URL, where reading it runs no code of the page; it may be relative. */
    const readUrl = (url: unknown): string | null => {
      if (typeof url === 'string') return url;
      try {
        return primitives.apply(getHref, url, []) as string;
      } catch {
        return null;
      }
    };

    const undoConstructor = replaceConstructor(context, realm, 'Worker', (native, args, newTarget) => {
      const worker = primitives.construct(native, args, newTarget) as object;
      guard('new Worker', () => {
        if (context.isOver()) return;
        registry.addWorker(worker, readUrl(args[0]), false);
        ears.hearWorker(worker);
      });
      return worker;
    });

    const getHandler = primitives.describe(prototype, 'onmessage')?.get as () => unknown;
    const isWorker = (value: object): boolean => {
      try {
        primitives.apply(getHandler, value, []);
        return true;
      } catch {
        return false;
      }
    };
    const findCarrier = (worker: object) => {
      let known = registry.findWorker(worker);
      if (known === undefined) {
        if (!isWorker(worker)) return undefined;
        known = registry.addWorker(worker, null, true);
        ears.hearWorker(worker);
      }
      return { via: { type: 'worker', worker: known.id } as const, onSent: () => undefined };
    };
    const undoPost = replaceMethod(context, prototype, 'postMessage', (native, self, args) =>
      postThrough(native, self, args, findCarrier),
    );

    const undoTerminate = replaceMethod(context, prototype, 'terminate', (native, self, args) => {
      const result = primitives.apply(native, self, args as never[]);
      guard('noting terminate()', () => {
        const known = registry.findWorker(self as object);
        if (known !== undefined) emit({ kind: 'worker-terminated', at: dom.now(), worker: known.id });
      });
      return result;
    });

    return () => {
      undoTerminate();
      undoPost();
      undoConstructor();
    };
  };
