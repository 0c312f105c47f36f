import type { Via } from '../../protocol';
import type { Patch, Undo } from '../context';
import type { Ears } from '../ears';
import { argumentAt, observeMethod, type AnyFunction } from '../observe';

/** A listener that the page adds: where, and the stack of the call. */
type Token = { via: Via; stack: number | null } | undefined;

/**
 * `addEventListener('message', …)`, `removeEventListener` and, where it is there, `when` (DOM, 2.7). They are called for
 * everything on a page, so the first test is the type. The page's listener is never wrapped.
 */
export const patchEventListeners =
  (ears: Ears, rearmWindow: () => void): Patch =>
  (context) => {
    const { realm, emit, dom, registry, stacks, neighbours } = context;
    const { prototype } = realm.EventTarget;

    const concerns = (args: readonly unknown[]): boolean => argumentAt(args, 0) === 'message';
    const before = (target: unknown, _args: readonly unknown[], trap: AnyFunction): Token => {
      const via = ears.hear(target);
      if (via === undefined) return undefined;
      if (via.type === 'window') rearmWindow();
      return { via, stack: stacks.take(trap) };
    };
    const note = (token: Token, how: 'addEventListener' | 'when', callback: unknown): void => {
      if (token === undefined) return;
      const listener = registry.meetListener(callback);
      if (listener !== undefined) emit({ kind: 'listening', at: dom.now(), how, listener, ...token });
    };

    const undoAdd = observeMethod<Token>(context, prototype, 'addEventListener', {
      concerns,
      before,
      after: (_target, args, token) => note(token, 'addEventListener', argumentAt(args, 1)),
      findCall: (args, trap) => neighbours.findCallFor(argumentAt(args, 1), trap),
    });
    const undoRemove = observeMethod(context, prototype, 'removeEventListener', {
      concerns,
      after(target, args) {
        const via = ears.viaOf(target);
        const listener = registry.findListener(argumentAt(args, 1));
        if (via === undefined || listener === undefined) return;
        emit({ kind: 'unlistened', at: dom.now(), via, how: 'addEventListener', listener });
      },
    });
    const undoWhen: Undo = observeMethod<Token>(context, prototype, 'when', {
      concerns,
      before,
      after: (_target, _args, token, observable) => note(token, 'when', observable),
    });

    return () => {
      undoWhen();
      undoRemove();
      undoAdd();
    };
  };
