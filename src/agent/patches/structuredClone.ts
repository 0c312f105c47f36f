import type { HandleId } from '../../protocol';
import type { Patch } from '../context';
import { createPortMatcher } from '../matchPorts';
import { argumentAt, observeMethod } from '../observe';
import { createTransferReader } from '../readTransfer';

/** What has to be known from before the call, which ends the handles. */
type Token = { at: number; handles: readonly HandleId[] };

/** `structuredClone` with ports in its transfer list: it moves them within the realm (HTML, 2.7.10). */
export const patchStructuredClone: Patch = (context) => {
  const { realm, primitives, emit, dom, portsHere } = context;
  const { append } = primitives;
  const { readOptions } = createTransferReader(context);
  const matchPorts = createPortMatcher(context);

  return observeMethod<Token>(context, realm, 'structuredClone', {
    before(_self, args) {
      const handles: HandleId[] = [];
      const { items } = readOptions(argumentAt(args, 1));
      for (let i = 0; items !== null && i < items.length; i += 1) {
        const item = items[i];
        if (item?.type === 'port') append(handles, item.handle);
      }
      return { at: dom.now(), handles };
    },
    after(_self, args, token, result) {
      if (token === undefined || token.handles.length === 0) return;
      const { at, handles } = token;
      const found = matchPorts(argumentAt(args, 0), result, handles);
      const ports: [HandleId, HandleId | null][] = [];
      for (let i = 0; i < handles.length; i += 1) {
        const handle = handles[i] as HandleId;
        portsHere.drop(handle);
        append(ports, [handle, found[i] as HandleId | null]);
      }
      emit({ kind: 'cloned', at, ports });
    },
  });
};
