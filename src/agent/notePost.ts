import type { Via } from '../protocol';
import type { Context } from './context';
import type { AnyFunction } from './replace';
import type { TransferReader } from './readTransfer';

/** A `postMessage` of a port or a worker, made through us. */
export type PostThrough = (native: AnyFunction, self: unknown, args: unknown[], find: FindCarrier) => unknown;

/** What carries the message: found after the native call has accepted the receiver. */
export type FindCarrier = (self: object) => { via: Via; onSent(): void } | undefined;

/**
 * Makes the one way by which a `postMessage` is called and noted. The native call is made first and regardless; only the
 * sizes of transferred buffers and the transfer list are read before it, because it detaches them. The value is encoded
 * after it: what was cloned without an exception holds no proxy, so reading it runs no page code.
 */
export function createPostThrough(context: Context, readTransfer: TransferReader): PostThrough {
  const { primitives, dom, emit, encode, guard } = context;

  return (native, self, args, find) => {
    if (context.isOver()) return primitives.apply(native, self, args as never[]);
    const at = dom.now();
    let list: ReturnType<TransferReader> | undefined;
    guard('reading a transfer list', () => {
      list = readTransfer(args[1]);
    });
    let result: unknown;
    try {
      result = primitives.apply(native, self, args as never[]);
    } catch (error) {
      guard('noting a failed post', () => {
        const carrier = find(self as object);
        if (carrier === undefined) return;
        emit({
          kind: 'post-failed',
          at,
          via: carrier.via,
          error: context.describeError(error),
          valueType: typeof args[0],
        });
      });
      throw error;
    }
    guard('noting a post', () => {
      const carrier = find(self as object);
      if (carrier === undefined) return;
      const value = context.isRecording() ? encode(args[0], list?.objects ?? null) : ({ absent: 'paused' } as const);
      emit({ kind: 'posted', at, via: carrier.via, transfer: list?.items ?? null, value });
      carrier.onSent();
    });
    return result;
  };
}
