import type { Patch } from '../context';
import type { Ears } from '../ears';
import { replaceMethod } from '../replace';

/** `port.onmessage = …`: listens, and starts the port as `start()` would (HTML, 9.4.3). */
export const patchPortHandlers =
  (ears: Ears): Patch =>
  (context) => {
    const { realm, primitives, registry, emit, dom, guard } = context;

    return replaceMethod(
      context,
      realm.MessagePort.prototype,
      'onmessage',
      (native, self, args) => {
        guard('hearing a handled port', () => {
          const known = context.isOver() ? undefined : registry.meetPort(self);
          if (known !== undefined) ears.hearPort(self as object, known);
        });
        const result = primitives.apply(native, self, args as never[]);
        guard('noting onmessage', () => {
          const known = registry.findPort(self);
          if (known === undefined) return;
          const at = dom.now();
          const handler = args[0];
          if (typeof handler === 'function' || (typeof handler === 'object' && handler !== null)) {
            emit({ kind: 'listening', at, handle: known.id, how: 'onmessage' });
          }
          emit({ kind: 'started', at, handle: known.id, how: 'onmessage' });
        });
        return result;
      },
      'set',
    );
  };
