import type { Via } from '../protocol';
import type { Context } from './context';
import { argumentAt, type CallObserver } from './observe';
import { createTransferReader, NO_TRANSFER, type TransferList } from './readTransfer';

/** What carries a message, found by the object that `postMessage` was called on; undefined if it is none of ours. */
export type FindCarrier = (self: unknown) => { via: Via; onSent?(): void } | undefined;

/** What has to be known from before the native call. */
export type PostToken = { at: number; list: TransferList };

/**
 * Makes an observer of `postMessage` for one kind of carrier.
 * @param takesList false where the native knows no second argument. Default: true.
 */
export type MakePostObserver = (find: FindCarrier, takesList?: boolean) => CallObserver<PostToken>;

/**
 * The one way in which every `postMessage` is noted. Before the native call only the moment and the transfer list are
 * read, because the call detaches what is in it. The value is encoded after it: what was cloned without an exception
 * holds no proxy, so reading it runs no page code.
 */
export function createPostObserver(context: Context): MakePostObserver {
  const { dom, emit, encode } = context;
  const { readArgument } = createTransferReader(context);

  return (find, takesList = true) => ({
    before: (_self, args) => ({ at: dom.now(), list: takesList ? readArgument(argumentAt(args, 1)) : NO_TRANSFER }),

    after(self, args, token) {
      const carrier = find(self);
      if (carrier === undefined) return;
      const value = context.isRecording()
        ? encode(argumentAt(args, 0), token?.list.objects ?? null)
        : ({ absent: 'paused' } as const);
      const at = token?.at ?? dom.now();
      emit({ kind: 'posted', at, via: carrier.via, transfer: token?.list.items ?? null, value, stack: null });
      carrier.onSent?.();
    },

    failed(self, args, at, error) {
      const carrier = find(self);
      if (carrier === undefined) return;
      const { via } = carrier;
      emit({
        kind: 'post-failed',
        at,
        via,
        error: context.describeError(error),
        valueType: typeof argumentAt(args, 0),
        stack: null,
      });
    },
  });
}
