import type { HandleId } from '../protocol';
import type { Primitives, Realm } from './natives';

/** The ports that are in the realm as far as is known: neither closed, nor seen leaving, nor garbage. */
export type PortsHere = ReturnType<typeof createPortsHere>;

/**
 * Follows which ports are here, weakly. A page may have broken what notices garbage before a late agent came; then it
 * is not noticed, and all else works.
 * Nothing is followed until `follow`. It stays so where ports cannot be probed, in Firefox, which also collects no port
 * that is still open, so that following them would be cost in vain.
 * @param onCollected told of a port that turned into garbage while it was here, once.
 */
export function createPortsHere(realm: Realm, { apply }: Primitives, onCollected: (handle: HandleId) => void) {
  const { WeakRef, FinalizationRegistry, Map } = realm;
  const { set, get, delete: remove, keys } = Map.prototype;
  const deref = (typeof WeakRef === 'function' ? WeakRef.prototype.deref : null) as () => object | undefined;
  const here = new Map<HandleId, WeakRef<object>>();
  const { next } = apply(keys, here, []) as { next: () => IteratorResult<HandleId, undefined> };

  const drop = (handle: HandleId): boolean => apply(remove, here, [handle]) as boolean;
  const collect = (handle: HandleId): void => {
    if (drop(handle)) onCollected(handle);
  };

  let isFollowing = false;
  let watch: (port: object, handle: HandleId) => void = () => undefined;
  try {
    const garbage = new FinalizationRegistry(collect);
    const { register } = FinalizationRegistry.prototype;
    watch = (port, handle) => apply(register, garbage, [port, handle]);
  } catch {
    // There is none.
  }

  return {
    /** From now on ports are taken in. */
    follow(): void {
      isFollowing = true;
    },

    /** Takes in a port. */
    add(handle: HandleId, port: object): void {
      if (!isFollowing) return;
      apply(set, here, [handle, new WeakRef(port)]);
      try {
        watch(port, handle);
      } catch {
        // The page's own, and broken.
      }
    },

    /** It was closed or transferred. */
    drop,

    /** The object of a port that is here. undefined: it is not, or it turned out to be garbage, which was told. */
    objectOf(handle: HandleId): object | undefined {
      const ref = apply(get, here, [handle]) as WeakRef<object> | undefined;
      const port = ref === undefined ? undefined : (apply(deref, ref, []) as object | undefined);
      if (port === undefined) collect(handle);
      return port;
    },

    /** Makes a walk over all that are here, in the order of their numbers: undefined at its end. It may be interrupted. */
    walk(): () => HandleId | undefined {
      const handles = apply(keys, here, []);
      return () => (apply(next, handles, []) as IteratorResult<HandleId, undefined>).value;
    },
  };
}
