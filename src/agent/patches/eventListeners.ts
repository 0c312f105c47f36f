import type { Via } from '../../protocol';
import type { Patch } from '../context';
import type { Ears } from '../ears';
import { argumentAt, observeMethod } from '../observe';

/**
 * `addEventListener('message', …)`. It is called for everything on a page, so the first test is the type. The page's
 * listener is never wrapped.
 */
export const patchEventListeners =
  (ears: Ears, rearmWindow: () => void): Patch =>
  (context) => {
    const { realm, emit, dom } = context;

    return observeMethod<Via | undefined>(context, realm.EventTarget.prototype, 'addEventListener', {
      before(target, args) {
        if (argumentAt(args, 0) !== 'message') return undefined;
        const via = ears.hear(target);
        if (via?.type === 'window') rearmWindow();
        return via;
      },
      after(_target, args, via) {
        const listener = argumentAt(args, 1);
        if (via === undefined || listener === null || listener === undefined) return;
        emit({
          kind: 'listening',
          at: dom.now(),
          via,
          how: 'addEventListener',
          listener: 1,
          stack: null,
        });
      },
    });
  };
