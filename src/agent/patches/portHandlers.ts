import type { Patch } from '../context';
import type { Ears } from '../ears';
import { argumentAt, observeMethod } from '../observe';

/** `port.onmessage = …`: listens, and starts the port as `start()` would (HTML, 9.4.3). */
export const patchPortHandlers =
  (ears: Ears): Patch =>
  (context) => {
    const { realm, registry, emit, dom } = context;
    const observer = {
      before: (port: unknown) => ears.hearPort(port),
      after: (port: unknown, args: readonly unknown[]) => {
        const known = registry.findPort(port);
        if (known === undefined) return;
        const at = dom.now();
        const handler = argumentAt(args, 0);
        if (typeof handler === 'function' || (typeof handler === 'object' && handler !== null)) {
          emit({
            kind: 'listening',
            at,
            via: { type: 'port', handle: known.id },
            how: 'onmessage',
            listener: 1,
            stack: null,
          });
        }
        emit({ kind: 'started', at, handle: known.id, how: 'onmessage' });
      },
    };
    return observeMethod(context, realm.MessagePort.prototype, 'onmessage', observer, 'set');
  };
