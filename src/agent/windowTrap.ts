import type { BaseContext } from './context';
import type { FindPath } from './framePath';
import type { Neighbour, WindowCall } from './neighbours';
import { argumentAt, makeTrap } from './observe';
import type { Carrier, MakePostObserver } from './postObserver';

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
  const { realm, primitives } = context;
  const { describe, getPrototypeOf } = primitives;
  const objectPrototype: object = realm.Object.prototype;
  let call: WindowCall | null = null;

  /** An own data property of a plain object, or what stands for its absence; undefined: not to be read. */
  const readOption = (options: object, name: string, otherwise: string): string | null => {
    const slot = describe(options, name);
    if (slot !== undefined) return typeof slot.value === 'string' ? slot.value : null;
    const isPlain = getPrototypeOf(options) === objectPrototype && describe(objectPrototype, name) === undefined;
    return isPlain ? otherwise : null;
  };

  /** `postMessage(message, targetOrigin, transfer)` or `postMessage(message, options)` (HTML, 9.3.3). */
  const readTargetOrigin = (args: readonly unknown[]): string | null => {
    const second = argumentAt(args, 1);
    if (typeof second === 'string') return second;
    if (args.length > 2) return null;
    if (second === undefined || second === null) return '/';
    return typeof second === 'object' ? readOption(second, 'targetOrigin', '/') : null;
  };

  const find = (self: unknown, args: readonly unknown[]): Carrier | undefined => {
    if (call === null) return undefined;
    const target = self === undefined || self === null ? call.window : self;
    const via = {
      type: 'to-window',
      realm: call.realm,
      call: call.call,
      place: findPath(target),
      targetOrigin: readTargetOrigin(args),
    } as const;
    call = null;
    return { via, onSent: () => undefined };
  };
  const pickTransfer = (args: readonly unknown[]): unknown =>
    typeof argumentAt(args, 1) === 'string' || args.length > 2 ? argumentAt(args, 2) : argumentAt(args, 1);

  const trap = makeTrap(context, 'window.postMessage', observePost(find, pickTransfer));
  return (made) => {
    call = made;
    return trap;
  };
}
