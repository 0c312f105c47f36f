import { receiveInOrder, type Receiver } from '../src/link';
import {
  addNotice,
  clearModel,
  createModel,
  endRealm,
  missBatches,
  MADE_BY_MODEL,
  reduce,
  reviveRealm,
  type Message,
} from '../src/model';
import {
  readBatch,
  type AgentCommand,
  type Batch,
  type FrameInfo,
  type RealmId,
  type RelayId,
  type ToPanel,
} from '../src/protocol';
import type { Connection } from './connection';
import { createQuestions } from './questions';
import { createSettings, type SettingsStore } from './settings';
import type { Session, Status } from './sessionTypes';

/** A relay that is connected, or was. */
type KnownRelay = { frame: FrameInfo; realm: RealmId | null; isConnected: boolean };

/**
 * The panel's session with one inspected tab: takes every batch exactly once and in order, acknowledges it, hands it to
 * the reducer, and tells the views. Nothing here draws.
 */
export function createSession(connection: Connection, settings: SettingsStore = createSettings(null)): Session {
  let model = createModel();
  let status: Status = { state: 'connecting', isLate: false, isConnected: false };
  let isRecording = true;
  let isLogPreserved = false;
  /** A top frame has announced itself: the next one is another page. */
  let isTopKnown = false;
  const relays = new Map<RelayId, KnownRelay>();
  const receivers = new Map<RealmId, Receiver>();
  /** Which relay speaks for a realm: no other may. */
  const speakers = new Map<RealmId, RelayId>();
  const listeners = new Set<() => void>();
  const messageListeners = new Set<(message: Message) => void>();

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const setStatus = (change: Partial<Status>): void => {
    status = { ...status, ...change };
    changed();
  };
  const command = (relay: RelayId, what: AgentCommand): void =>
    void link.send({ kind: 'command', relay, text: JSON.stringify(what) });
  const commandAll = (what: AgentCommand): void => {
    for (const [id, { isConnected }] of relays) if (isConnected) command(id, what);
  };

  const questions = createQuestions({
    model: () => model,
    askAll: commandAll,
    ask: (realm, what) => {
      const speaker = speakers.get(realm);
      if (speaker !== undefined) command(speaker, what);
    },
  });

  /** A new page: what was recorded of the old one goes, unless the user keeps it. */
  const beginPage = (): void => {
    setStatus({ state: 'connecting', isLate: false });
    if (isLogPreserved) return;
    model = createModel();
    receivers.clear();
    speakers.clear();
    // Last words of the old page that are still on their way have nobody to speak to any more. Frames of the new page
    // may have announced themselves before their top, from another process; but none has spoken yet.
    for (const [id, { realm }] of relays) if (realm !== null) relays.delete(id);
  };

  const takeRelay = (id: RelayId, frame: FrameInfo): void => {
    const known = relays.get(id);
    if (known === undefined && frame.frameId === 0) {
      if (isTopKnown) beginPage();
      isTopKnown = true;
    }
    relays.set(id, { frame, realm: known?.realm ?? null, isConnected: true });
    bringBack(known?.realm ?? null);
    setStatus({ state: 'attached' });
    command(id, { kind: 'resume' });
    if (!isRecording) command(id, { kind: 'record', on: false });
    if (settings.current.isTakingStacks) command(id, { kind: 'stacks', on: true });
  };

  const takeBatch = (id: RelayId, text: string): void => {
    const relay = relays.get(id);
    if (relay === undefined) return;
    const batch = readBatch(text);
    if ('refused' in batch) refuse(`A batch from ${relay.frame.url} was refused: ${batch.refused}.`);
    const header = 'refused' in batch ? batch.header : batch;
    if (header === null) return;

    const speaker = speakers.get(header.realm);
    if ((speaker !== undefined && speaker !== id) || header.realm.includes(MADE_BY_MODEL)) {
      return refuse(`A batch from ${relay.frame.url} was refused: it claims to come from another frame.`);
    }
    speakers.set(header.realm, id);
    relay.realm = header.realm;

    let receiver = receivers.get(header.realm);
    if (receiver === undefined) receivers.set(header.realm, (receiver = receiveInOrder()));
    const missed = receiver.missed;
    const verdict = receiver.judge(header.n, header.oldest);
    if (receiver.missed > missed)
      missBatches(model, { realm: header.realm, frame: relay.frame }, receiver.missed - missed);
    if (verdict === 'too early') return;
    if (verdict === 'take' && 'records' in batch) takeRecords(batch, relay.frame);
    command(id, { kind: 'ack', n: receiver.taken });
    changed();
  };

  const takeRecords = ({ realm, records, unknown }: Batch, frame: FrameInfo): void => {
    const before = model.messages.length;
    model.counters.unknownRecords += unknown;
    reduce(model, { realm, frame, records });
    if (records.some(({ kind }) => kind === 'realm-started')) status = { ...status, isLate: isPageLate() };
    announce(before);
    questions.ask(records);
  };

  const announce = (before: number): void => {
    if (messageListeners.size === 0) return;
    for (const message of model.messages.slice(before)) for (const listener of messageListeners) listener(message);
  };

  const isPageLate = (): boolean =>
    [...model.realms.values()].some(({ attach, state }) => attach === 'late' && state === 'live');

  const refuse = (text: string): void => {
    model.counters.refusedBatches += 1;
    addNotice(model, 'refused batch', `${text} The page may be forging records; the rest is not affected.`, null, null);
    changed();
  };

  const loseRelay = (id: RelayId): void => {
    const relay = relays.get(id);
    if (relay === undefined) return;
    relay.isConnected = false;
    const realm = relay.realm === null ? undefined : model.realms.get(relay.realm);
    // A page in the back/forward cache has no connection either, but said so before.
    if (realm?.state === 'live') endRealm(model, realm, Date.now());
    // The page went away. Should its successor keep extensions out, no relay will ever speak for it.
    if (relay.frame.frameId === 0) link.send({ kind: 'check' });
    changed();
  };

  /** Its connection was lost and is there again: it was not gone. */
  const bringBack = (id: RealmId | null): void => {
    const realm = id === null ? undefined : model.realms.get(id);
    if (realm !== undefined) reviveRealm(model, realm);
  };

  const hear = (message: ToPanel): void => {
    switch (message.kind) {
      case 'relay':
        return takeRelay(message.relay, message.frame);
      case 'batch':
        return takeBatch(message.relay, message.text);
      case 'relay-gone':
        return loseRelay(message.relay);
      case 'refused':
        return setStatus({ state: 'refused', reason: message.reason, detail: message.detail });
    }
  };

  const link = connection.link(
    () => setStatus({ isConnected: true }),
    () => setStatus({ isConnected: false }),
  );
  link.listen(hear);

  return {
    get model() {
      return model;
    },
    get status() {
      return status;
    },
    get isRecording() {
      return isRecording;
    },
    get isLogPreserved() {
      return isLogPreserved;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onMessage(listener) {
      messageListeners.add(listener);
      return () => void messageListeners.delete(listener);
    },
    setRecording(on) {
      isRecording = on;
      commandAll({ kind: 'record', on });
      changed();
    },
    setLogPreserved(on) {
      isLogPreserved = on;
      changed();
    },
    get isTakingStacks() {
      return settings.current.isTakingStacks;
    },
    setTakingStacks(on) {
      settings.change({ isTakingStacks: on });
      commandAll({ kind: 'stacks', on });
      changed();
    },
    tellStack({ realm, id }) {
      const speaker = speakers.get(realm.id);
      if (speaker === undefined || relays.get(speaker)?.isConnected !== true) return false;
      command(speaker, { kind: 'tell-stack', stack: id });
      return true;
    },
    get isNoiseShown() {
      return settings.current.isNoiseShown;
    },
    setNoiseShown(on) {
      settings.change({ isNoiseShown: on });
      changed();
    },
    openSource: connection.openSource,
    clear() {
      clearModel(model);
      changed();
    },
    reloadPage: connection.reloadPage,
    requestPermission: () => void link.send({ kind: 'ask-permission' }),
  };
}
