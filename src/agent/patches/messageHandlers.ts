import type { Via } from '../../protocol';
import type { Patch, Undo } from '../context';
import type { Ears } from '../ears';
import { argumentAt, observeMethod, type AnyFunction } from '../observe';

/** Who has the handler attributes; the window has them itself. */
const HOLDERS = ['MessagePort', 'Worker', 'BroadcastChannel', 'ServiceWorkerContainer'] as const;

/** What has to be known from before the handler is set. */
type Token = { via: Via | undefined; stack: number | null };

/**
 * The setters of `onmessage` and `onmessageerror`. On a port, `onmessage = …` also starts it as `start()` would, whatever
 * is set (HTML, 9.4.3).
 */
export const patchMessageHandlers =
  (ears: Ears, rearmWindow: () => void): Patch =>
  (context) => {
    const { realm, primitives, registry, emit, dom, stacks, neighbours } = context;
    /** Numbers of the handlers that are set now. */
    const current = primitives.makeWeakMap<object, number>();
    const findCall = (args: readonly unknown[], trap: AnyFunction) => neighbours.findCallFor(argumentAt(args, 0), trap);

    const hear = (target: unknown, handler: unknown): Via | undefined => {
      const known = ears.hearPort(target);
      if (known !== undefined) return { type: 'port', handle: known.id };
      const via = isHandler(handler) ? ears.hear(target) : ears.viaOf(target);
      if (via?.type === 'window') rearmWindow();
      return via;
    };
    const note = (target: object, handler: unknown, { via, stack }: Token): void => {
      const at = dom.now();
      if (via === undefined) return;
      const previous = current.get(target);
      if (previous !== undefined) {
        emit({ kind: 'unlistened', at, via, how: 'onmessage', listener: previous });
        current.delete(target);
      }
      const listener = registry.meetListener(handler);
      if (listener !== undefined) {
        current.set(target, listener);
        emit({ kind: 'listening', at, via, how: 'onmessage', listener, stack });
      }
      if (via.type === 'port') emit({ kind: 'started', at, handle: via.handle, how: 'onmessage' });
    };

    const undos: Undo[] = [];
    const patch = (holder: object): void => {
      const undoMessage = observeMethod<Token>(
        context,
        holder,
        'onmessage',
        {
          before(target, args, trap: AnyFunction) {
            const handler = argumentAt(args, 0);
            return { via: hear(target, handler), stack: isHandler(handler) ? stacks.take(trap) : null };
          },
          after(target, args, token) {
            if (token !== undefined) note((target ?? realm) as object, argumentAt(args, 0), token);
          },
          findCall,
        },
        'set',
      );
      const undoError = observeMethod(
        context,
        holder,
        'onmessageerror',
        { before: (target, args) => hear(target, argumentAt(args, 0)), findCall },
        'set',
      );
      primitives.append(undos, undoMessage);
      primitives.append(undos, undoError);
    };
    for (let i = 0; i < HOLDERS.length; i += 1) {
      const type = (realm as unknown as { [name: string]: { prototype: object } | undefined })[HOLDERS[i] as string];
      if (type !== undefined) patch(type.prototype);
    }
    patch(realm);
    return () => {
      for (let i = undos.length - 1; i >= 0; i -= 1) (undos[i] as Undo)();
    };
  };

/** Anything else is taken for null (HTML, 8.1.8.1). */
const isHandler = (value: unknown): boolean =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);
