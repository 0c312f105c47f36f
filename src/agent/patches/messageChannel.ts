import type { Patch } from '../context';
import { replaceConstructor } from '../replace';

/** `new MessageChannel()`, subclasses included: two ports are born, entangled (HTML, 9.4.2). */
export const patchMessageChannel: Patch = (context) => {
  const { realm, primitives, registry, emit, dom, guard } = context;
  const { describe, apply, construct } = primitives;
  const getPort1 = describe(realm.MessageChannel.prototype, 'port1')?.get as () => MessagePort;
  const getPort2 = describe(realm.MessageChannel.prototype, 'port2')?.get as () => MessagePort;

  return replaceConstructor(context, realm, 'MessageChannel', (native, args, newTarget) => {
    const channel = construct(native, args, newTarget) as object;
    guard('new MessageChannel', () => {
      const ports = registry.addChannel(apply(getPort1, channel, []), apply(getPort2, channel, []));
      emit({ kind: 'channel-created', at: dom.now(), handles: [ports[0].id, ports[1].id] });
    });
    return channel;
  });
};
