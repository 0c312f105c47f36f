import type { BaseContext } from './context';
import type { FindPath } from './framePath';
import type { Neighbour, WindowCall } from './neighbours';
import { argumentAt, makeTrap } from './observe';
import type { Carrier, MakePostObserver } from './postObserver';
import { createOptionReader } from './readOption';

/**
 * The sender's side of `window.postMessage`: the trap through which code of this realm calls the function of any window
 * that same-origin code can reach (patches/windowPost.ts says how it comes to be used). Because the trap belongs to the
 * caller's realm, `event.source` and `event.origin` are what they would be without it.
 */
export function createWindowTrap(
  context: BaseContext,
  observePost: MakePostObserver,
  findPath: FindPath,
): Neighbour['noteWindowCall'] {
  const readOption = createOptionReader(context.realm, context.primitives);
  /** The call that the trap was given out for and is about to make. */
  let pending: WindowCall | null = null;

  /** `postMessage(message, targetOrigin, transfer)` or `postMessage(message, options)` (HTML, 9.3.3). */
  const readTargetOrigin = (args: readonly unknown[]): string | null => {
    const second = argumentAt(args, 1);
    if (typeof second === 'string') return second;
    if (args.length > 2) return null;
    if (second === undefined || second === null) return '/';
    if (typeof second !== 'object') return null;
    const option = readOption(second, 'targetOrigin');
    if (!option.isSeen) return null;
    if (option.value === undefined) return '/';
    return typeof option.value === 'string' ? option.value : null;
  };

  const find = (self: unknown, args: readonly unknown[]): Carrier | undefined => {
    if (pending === null) return undefined;
    const { realm, call, window } = pending;
    pending = null;
    const target = self === undefined || self === null ? window : self;
    const via = {
      type: 'to-window',
      realm,
      call,
      place: findPath(target),
      targetOrigin: readTargetOrigin(args),
    } as const;
    return { via };
  };
  const pickTransfer = (args: readonly unknown[]): unknown =>
    typeof argumentAt(args, 1) === 'string' || args.length > 2 ? argumentAt(args, 2) : argumentAt(args, 1);

  const trap = makeTrap(context, 'window.postMessage', observePost(find, pickTransfer));
  return (made) => {
    if (context.isOver()) return undefined;
    pending = made;
    return trap;
  };
}
