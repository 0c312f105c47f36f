import type { Patch } from '../context';
import { replaceFunction, type AnyFunction, type Trap } from '../observe';

/** How often this window's `postMessage` was called. */
export type WindowCalls = { count: number };

/**
 * `window.postMessage`. `event.source` is the incumbent realm, that of the topmost author function on the stack (HTML,
 * 8.1.3.6): any wrapper of ours would become it. So the proxy's handler has a getter in place of a trap. The getter runs
 * at every call and gives back either nothing, and the browser calls the native as if we were not there, or the trap of
 * the caller's own realm, whose agent sees the arguments. Of whom it is called, a browser tells of sloppy code only
 * (stackReader.ts).
 */
export const patchWindowPost =
  (calls: WindowCalls): Patch =>
  (context) => {
    const { realm, realmId, neighbours, stacks, emit, dom, reportFault, primitives } = context;

    /** The trap to be used; undefined where the caller is not known. */
    const answer = (getter: AnyFunction): Trap | undefined => {
      calls.count += 1;
      const call = calls.count;
      const trap = neighbours.findCaller(getter)?.noteWindowCall({ realm: realmId, call, window: realm.window });
      if (trap === undefined) emit({ kind: 'window-called', at: dom.now(), call, stack: stacks.take(getter) });
      return trap;
    };

    const makeHandler = (): object => {
      // An ordinary, sloppy function: only such a one is told of its caller by SpiderMonkey.
      const apply = function () {
        try {
          return answer(apply as AnyFunction);
        } catch (error) {
          reportFault('postMessage', error);
          return undefined;
        }
      };
      return primitives.defineProperty({ __proto__: null }, 'apply', {
        __proto__: null,
        get: apply,
        configurable: true,
      } as PropertyDescriptor);
    };
    return replaceFunction(context, realm, 'postMessage', 'value', makeHandler);
  };
