import type { Patch } from '../context';
import { observeConstructor } from '../observe';

/** `new MessageChannel()`, subclasses included: two ports are born, entangled (HTML, 9.4.2). */
export const patchMessageChannel: Patch = (context) => {
  const { realm, primitives, registry, emit, dom } = context;
  const { describe, apply } = primitives;
  const getPort1 = describe(realm.MessageChannel.prototype, 'port1')?.get as () => MessagePort;
  const getPort2 = describe(realm.MessageChannel.prototype, 'port2')?.get as () => MessagePort;

  return observeConstructor(context, realm, 'MessageChannel', (channel) => {
    const ports = registry.addChannel(apply(getPort1, channel, []), apply(getPort2, channel, []));
    emit({ kind: 'channel-created', at: dom.now(), handles: [ports[0].id, ports[1].id] });
  });
};
