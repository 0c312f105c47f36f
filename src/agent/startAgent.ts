import { DEFAULT_BUDGET, readCommand, type AgentRecord, type Attach } from '../protocol';
import type { Context } from './context';
import { captureDom } from './domNatives';
import { createErrorReader } from './errorReader';
import { install } from './install';
import { meetRelay, type Uplink } from './meetRelay';
import { capturePrimitives, type Realm } from './natives';
import { createOutbox } from './outbox';
import { watchRealmLife } from './realmLife';
import { createRegistry } from './registry';
import { createFramePaths } from './framePath';
import { createValueEncoder } from './value/encodeValue';

/**
 * Starts the agent in a realm: captures what it needs, installs the patches, says what realm this is, and sends what it
 * notices to the relay.
 *
 * @param realm the global object. At document_start it is untouched; a late attach takes it as it is.
 * @param attach `late`: the page is running already. Then a relay must be waiting, or nothing is touched.
 */
export function startAgent(realm: Realm, attach: Attach): void {
  try {
    start(realm, attach);
  } catch {
    // A realm whose builtins were broken before we came cannot be recorded, and its page must not notice that we tried.
  }
}

function start(realm: Realm, attach: Attach): void {
  const primitives = capturePrimitives(realm);
  const dom = captureDom(realm, primitives);
  const realmId = dom.randomId();
  const masks = primitives.makeWeakMap<object, object>();
  const describeError = createErrorReader(realm, primitives);
  let isRecording = true;
  let isOver = false;
  let uplink: Uplink | null = null;

  const emit = (record: AgentRecord): void => {
    if (!isOver) outbox.add(record);
  };
  const guard: Context['guard'] = (where, work) => {
    try {
      work();
    } catch (error) {
      try {
        emit({ kind: 'agent-fault', at: dom.now(), where, message: describeError(error).message });
      } catch {
        // Whatever the page did to make even this fail, it must not hear of it.
      }
    }
  };
  const registry = createRegistry(primitives, dom, emit);
  const encodeValue = createValueEncoder(realm, primitives);
  const context: Context = {
    realm,
    primitives,
    dom,
    registry,
    emit,
    encode: (value, transferred) => encodeValue(value, { budget: DEFAULT_BUDGET, transferred }),
    isRecording: () => isRecording,
    isOver: () => isOver,
    guard,
    describeError,
    mask: masks.set,
    unmask: masks.get,
  };
  const outbox = createOutbox(primitives, dom, realmId, undefined, () => installed?.rearmWindow());

  const sayLastWords = (): void => {
    outbox.handLastWords((text) => {
      if (uplink !== null) dom.dispatch(realm, dom.makeMessageEvent(uplink.lastWordsType, text));
    });
  };
  const life = watchRealmLife(context, sayLastWords);
  let installed: ReturnType<typeof install> | null = null;

  const begin = (): void => {
    emit({
      kind: 'realm-started',
      at: dom.now(),
      url: dom.readHref(),
      origin: dom.readOrigin(),
      path: createFramePaths(realm, primitives).pathOf(realm.window),
      timeOrigin: dom.timeOrigin,
      attach,
      altered: [],
    });
    installed = install(context, life.arm);
  };
  const end = (): void => {
    installed?.undo();
    life.undo();
    isOver = true;
  };

  const obey = (text: unknown): void => {
    const command = typeof text === 'string' ? readCommand(primitives.parse(text)) : null;
    if (command === null) return;
    switch (command.kind) {
      case 'ack':
        return outbox.acknowledge(command.n);
      case 'resume':
        return outbox.resend();
      case 'report':
        return emit({ kind: 'alive', at: dom.now() });
      case 'record':
        isRecording = command.on;
        return emit({ kind: 'recording', at: dom.now(), on: command.on });
      case 'undo':
        return end();
    }
  };

  const onMet = (met: Uplink): void => {
    uplink = met;
    dom.addListener(
      met.port,
      'message',
      ((event: Event) => guard('a command', () => obey(dom.readers.data(event)))) as never,
      {
        __proto__: null,
      },
    );
    dom.start(met.port);
    outbox.connect((text) => {
      dom.post(met.port, text);
      return true;
    });
  };

  if (attach === 'first') begin();
  meetRelay(realm, dom, onMet, end);
  if (attach === 'late' && uplink !== null) begin();
}
