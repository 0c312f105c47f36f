import type { Patch } from '../context';
import type { Ears } from '../ears';
import { argumentAt, observeMethod } from '../observe';
import type { KnownPort } from '../registry';

/**
 * `addEventListener('message', …)`. It is called for everything on a page, so the first test is the type. The page's
 * listener is never wrapped.
 */
export const patchEventListeners =
  (ears: Ears, rearmWindow: () => void): Patch =>
  (context) => {
    const { realm, emit, dom } = context;

    return observeMethod<KnownPort | undefined>(context, realm.EventTarget.prototype, 'addEventListener', {
      before(target, args) {
        if (argumentAt(args, 0) !== 'message') return undefined;
        const known = ears.hearPort(target);
        if (known === undefined && (target === undefined || target === realm)) rearmWindow();
        return known;
      },
      after(_target, args, known) {
        const listener = argumentAt(args, 1);
        if (known === undefined || listener === null || listener === undefined) return;
        emit({
          kind: 'listening',
          at: dom.now(),
          via: { type: 'port', handle: known.id },
          how: 'addEventListener',
          listener: 1,
          stack: null,
        });
      },
    });
  };
