import { DEFAULT_BUDGET, readCommand, type AgentRecord, type Attach } from '../protocol';
import type { BaseContext } from './context';
import { findAltered } from './altered';
import { captureDom } from './domNatives';
import { createErrorReader } from './errorReader';
import { install, type Installed } from './install';
import { createMasks } from './masks';
import { meetRelay, type Uplink } from './meetRelay';
import { capturePrimitives, type Realm } from './natives';
import { createOutbox } from './outbox';
import { watchRealmLife } from './realmLife';
import { createPortsHere } from './portsHere';
import { createProbe } from './probe';
import { createRegistry } from './registry';
import { createFramePaths } from './framePath';
import { createNeighbours } from './neighbours';
import { createPostObserver } from './postObserver';
import { createWindowSearch } from './searchWindows';
import { createStackReader } from './stackReader';
import { createStacks } from './stacks';
import { createSweeper } from './sweeper';
import { createWindowTrap } from './windowTrap';
import { createValueEncoder } from './value/encodeValue';

/**
 * Starts the agent in a realm: captures what it needs, installs the patches, says what realm this is, and sends what it
 * notices to the relay.
 *
 * @param realm the global object. At document_start it is untouched; a late attach takes it as it is.
 * @param attach `late`: the page is running already. Then a relay must be waiting, or nothing is touched.
 * @param secret of the names of the handshake (src/protocol/handshake.ts).
 */
export function startAgent(realm: Realm, attach: Attach, secret: string): void {
  try {
    const altered = findAltered(realm);
    if (altered === null || !isWithinReach(realm, attach)) start(realm, attach, secret, altered);
  } catch {
    // A realm whose builtins were broken before we came cannot be recorded, and its page must not notice that we tried.
  }
}

/**
 * Another page may have come before us. Whoever altered this realm then could read all that we say and get hold of what
 * we use, so we stay out, and the relay says that nobody came. At a top window it was another extension, and late it was
 * the page itself, as libraries do: there we record, and the panel says what was altered.
 */
function isWithinReach(realm: Realm, attach: Attach): boolean {
  return attach === 'first' && (realm.parent !== realm.window || realm.opener !== null);
}

function start(realm: Realm, attach: Attach, secret: string, altered: string | null): void {
  const primitives = capturePrimitives(realm);
  const dom = captureDom(realm, primitives);
  const realmId = dom.randomId();
  const masks = createMasks(primitives);
  const describeError = createErrorReader(realm, primitives);
  const stackReader = createStackReader(realm, primitives);
  const searchWindows = createWindowSearch(realm, primitives);
  const findPath = createFramePaths(primitives, searchWindows);
  let isRecording = true;
  let isLeaving = false;
  let isOver = false;
  let uplink: Uplink | null = null;
  let installed: Installed | null = null;

  const sayLastWords = (): void => {
    outbox.handLastWords((text) => {
      if (uplink !== null) dom.dispatch(realm, dom.makeMessageEvent(uplink.lastWords, text));
    });
  };
  const emit = (record: AgentRecord): void => {
    if (isOver) return;
    outbox.add(record);
    if (isLeaving) sayLastWords();
  };
  const reportFault: BaseContext['reportFault'] = (where, error) => {
    try {
      emit({ kind: 'agent-fault', at: dom.now(), where, message: describeError(error).message });
    } catch {
      // Whatever the page did to make even this fail, it must not hear of it.
    }
  };
  const guard: BaseContext['guard'] = (where, work) => {
    try {
      work();
    } catch (error) {
      reportFault(where, error);
    }
  };
  const encodeValue = createValueEncoder(realm, primitives);
  const portsHere = createPortsHere(realm, primitives, (handle) => emit({ kind: 'collected', at: dom.now(), handle }));
  const registry = createRegistry(primitives, dom, portsHere, emit);
  const base: BaseContext = {
    realm,
    realmId,
    primitives,
    dom,
    registry,
    portsHere,
    emit,
    encode: (value, transferred) => encodeValue(value, { budget: DEFAULT_BUDGET, transferred }),
    stackReader,
    stacks: createStacks(realm, primitives, stackReader, (stack, text) =>
      emit({ kind: 'stack', at: dom.now(), stack, text }),
    ),
    isRecording: () => isRecording,
    isOver: () => isOver,
    guard,
    reportFault,
    describeError,
    mask: masks.add,
    unmask: masks.nativeOf,
  };
  const observePost = createPostObserver(base);
  const neighbours = createNeighbours(base, searchWindows, masks, {
    call: (native, self, args) => {
      'use strict';
      return primitives.apply(native, self, args);
    },
    noteWindowCall: createWindowTrap(base, observePost, findPath),
  });
  const outbox = createOutbox(primitives, dom, realmId, undefined, () => {
    installed?.rearmWindow();
    base.stacks.tellSome();
  });
  let sweep: () => void = () => undefined;
  const life = watchRealmLife(base, (isPersisted) => {
    isLeaving = !isPersisted;
    if (isLeaving) installed?.undoStoring();
    sayLastWords();
  });

  const begin = (): void => {
    // Not earlier: an agent that comes late may find another one here, which would record its trial. And whoever altered
    // this realm could be handed ports of ours and of the page.
    const probe = altered === null ? createProbe(realm, primitives, describeError) : null;
    if (probe !== null) {
      portsHere.follow();
      sweep = createSweeper(base, probe, registry.countPorts);
    }
    emit({
      kind: 'realm-started',
      at: dom.now(),
      url: dom.readHref(),
      origin: dom.readOrigin(),
      path: findPath(realm.window),
      timeOrigin: dom.timeOrigin,
      attach,
      altered: altered === null ? [] : [altered],
      canSweep: probe !== null,
    });
    installed = install({ ...base, neighbours }, { observePost, findPath, armLife: life.arm });
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
      case 'sweep':
        return sweep();
      case 'record':
        isRecording = command.on;
        return emit({ kind: 'recording', at: dom.now(), on: command.on });
      case 'stacks':
        return base.stacks.want(command.on);
      case 'tell-stack':
        return base.stacks.tell(command.stack);
      case 'meet':
        return meet(command.token);
      case 'undo':
        return end();
    }
  };

  /** A page that altered this realm may read all that is said in it, so nobody is met here. */
  const meet = (token: string): void => {
    if (altered === null) neighbours.meet(token);
  };

  const onMet = (met: Uplink): void => {
    uplink = met;
    const hear = (event: Event): void => guard('a command', () => obey(dom.readers.data(event)));
    dom.addListener(met.port, 'message', hear as never, { __proto__: null });
    dom.start(met.port);
    outbox.connect((text) => {
      dom.post(met.port, text);
      return true;
    });
    meet(met.token);
  };

  if (attach === 'first') begin();
  meetRelay(base, secret, onMet, end);
  if (attach === 'late' && uplink !== null) begin();
}
