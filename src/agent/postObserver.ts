import type { StackId, Via } from '../protocol';
import type { BaseContext } from './context';
import { argumentAt, type CallObserver } from './observe';
import { createTransferReader, type TransferList } from './readTransfer';

/** What carries a message. */
export type Carrier = { via: Via; onSent?(): void };

/** What carries a message, found by the object that `postMessage` was called on; undefined if it is none of ours. */
export type FindCarrier = (self: unknown, args: readonly unknown[]) => Carrier | undefined;

/** What has to be known from before the native call. */
export type PostToken = { carrier: Carrier; at: number; list: TransferList; stack: StackId | null };

/**
 * Makes an observer of `postMessage` for one kind of carrier.
 * @param pickTransfer which argument is the transfer list, or holds it. Default: the second.
 */
export type MakePostObserver = (
  find: FindCarrier,
  pickTransfer?: (args: readonly unknown[]) => unknown,
) => CallObserver<PostToken | undefined>;

/**
 * The one way in which every `postMessage` is noted. Before the native call only the moment, the stack and the transfer
 * list are read, because the call detaches what is in it. The value is encoded after it: what was cloned without an
 * exception holds no proxy, so reading it runs no page code.
 */
export function createPostObserver(context: BaseContext): MakePostObserver {
  const { dom, emit, encode, portsHere } = context;
  const { readArgument } = createTransferReader(context);

  return (find, pickTransfer = (args) => argumentAt(args, 1)) => ({
    before(self, args, trap) {
      const carrier = find(self, args);
      if (carrier === undefined) return undefined;
      return { carrier, at: dom.now(), list: readArgument(pickTransfer(args)), stack: context.stacks.take(trap) };
    },

    after(_self, args, token) {
      if (token === undefined) return;
      const { carrier, at, list, stack } = token;
      const value = context.isRecording() ? encode(argumentAt(args, 0), list.objects) : ({ absent: 'paused' } as const);
      for (let i = 0; list.items !== null && i < list.items.length; i += 1) {
        const item = list.items[i];
        if (item?.type === 'port') portsHere.drop(item.handle);
      }
      emit({ kind: 'posted', at, via: carrier.via, transfer: list.items, value, stack });
      carrier.onSent?.();
    },

    failed(_self, args, token, error) {
      if (token === undefined) return;
      const { carrier, at, stack } = token;
      emit({
        kind: 'post-failed',
        at,
        via: carrier.via,
        error: context.describeError(error),
        valueType: typeof argumentAt(args, 0),
        stack,
      });
    },
  });
}
