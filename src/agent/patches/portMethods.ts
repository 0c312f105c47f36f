import type { Patch } from '../context';
import type { Ears } from '../ears';
import type { PostThrough } from '../notePost';
import { replaceMethod } from '../replace';

/** `MessagePort.prototype.postMessage`, `start` and `close` (HTML, 9.4.3). */
export const patchPortMethods =
  (postThrough: PostThrough, ears: Ears): Patch =>
  (context) => {
    const { realm, primitives, registry, emit, dom, guard } = context;
    const { prototype } = realm.MessagePort;

    const findCarrier = (port: object) => {
      const known = registry.meetPort(port);
      if (known === undefined) return undefined;
      return {
        via: { type: 'port', handle: known.id } as const,
        onSent: () => {
          if (known.twin !== null) known.twin.pending += 1;
        },
      };
    };
    const undoPost = replaceMethod(context, prototype, 'postMessage', (native, self, args) =>
      postThrough(native, self, args, findCarrier),
    );

    const undoStart = replaceMethod(context, prototype, 'start', (native, self, args) => {
      guard('hearing a started port', () => {
        const known = context.isOver() ? undefined : registry.meetPort(self);
        if (known !== undefined) ears.hearPort(self as object, known);
      });
      const result = primitives.apply(native, self, args as never[]);
      guard('noting start()', () => {
        const known = registry.findPort(self);
        if (known !== undefined) emit({ kind: 'started', at: dom.now(), handle: known.id, how: 'start' });
      });
      return result;
    });

    const undoClose = replaceMethod(context, prototype, 'close', (native, self, args) => {
      const result = primitives.apply(native, self, args as never[]);
      guard('noting close()', () => {
        const known = registry.meetPort(self);
        if (known !== undefined) emit({ kind: 'closed', at: dom.now(), handle: known.id });
      });
      return result;
    });

    return () => {
      undoClose();
      undoStart();
      undoPost();
    };
  };
