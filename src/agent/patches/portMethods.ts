import type { Patch } from '../context';
import type { Ears } from '../ears';
import { observeMethod } from '../observe';
import type { FindCarrier, MakePostObserver } from '../postObserver';

/** `MessagePort.prototype.postMessage`, `start` and `close` (HTML, 9.4.3). */
export const patchPortMethods =
  (observePost: MakePostObserver, ears: Ears): Patch =>
  (context) => {
    const { realm, registry, portsHere, emit, dom } = context;
    const { prototype } = realm.MessagePort;

    const findPort: FindCarrier = (port) => {
      const known = registry.meetPort(port);
      if (known === undefined) return undefined;
      return {
        via: { type: 'port', handle: known.id },
        onSent: () => {
          if (known.twin !== null) known.twin.pending += 1;
        },
      };
    };
    const undoPost = observeMethod(context, prototype, 'postMessage', observePost(findPort));

    const undoStart = observeMethod(context, prototype, 'start', {
      before: (port) => ears.hearPort(port),
      after: (port) => {
        const known = registry.findPort(port);
        if (known !== undefined) emit({ kind: 'started', at: dom.now(), handle: known.id, how: 'start' });
      },
    });

    const undoClose = observeMethod(context, prototype, 'close', {
      after: (port) => {
        const known = registry.meetPort(port);
        if (known === undefined) return;
        portsHere.drop(known.id);
        emit({ kind: 'closed', at: dom.now(), handle: known.id });
      },
    });

    return () => {
      undoClose();
      undoStart();
      undoPost();
    };
  };
