import type { Patch } from '../context';
import type { Ears } from '../ears';
import { replaceMethod } from '../replace';

/**
 * `addEventListener('message', …)`. It is called for everything on a page, so the first test is the type, and any other
 * type goes straight on. The page's listener is never wrapped.
 */
export const patchEventListeners =
  (ears: Ears, rearmWindow: () => void): Patch =>
  (context) => {
    const { realm, primitives, registry, emit, dom, guard } = context;
    const { apply } = primitives;

    return replaceMethod(context, realm.EventTarget.prototype, 'addEventListener', (native, self, args) => {
      if (args[0] !== 'message') return apply(native, self, args as never[]);
      let known: ReturnType<typeof registry.meetPort>;
      guard('hearing a listened port', () => {
        if (context.isOver()) return;
        known = registry.meetPort(self);
        if (known !== undefined) ears.hearPort(self as object, known);
        else if (self === undefined || self === realm) rearmWindow();
      });
      const result = apply(native, self, args as never[]);
      guard('noting a listener', () => {
        if (known === undefined || args[1] === null || args[1] === undefined) return;
        emit({ kind: 'listening', at: dom.now(), handle: known.id, how: 'addEventListener' });
      });
      return result;
    });
  };
