import { describe, expect, jest, test } from '@jest/globals';
import { createSession } from '../../panels/session';
import { createSettings, type SettingsStore } from '../../panels/settings';
import { createMemoryLink, keepOpen } from '../../src/link';
import { PATIENCE, totalsOf, type Realm } from '../../src/model';
import { PROTOCOL_VERSION, type AgentCommand, type FrameInfo, type FromPanel, type ToPanel } from '../../src/protocol';
import { World, type TruePort, type TrueRealm } from '../support/world';

/** A session whose background is in the test's hands. */
function makeSession(settings?: SettingsStore) {
  const wire = createMemoryLink<FromPanel, ToPanel>();
  const said: FromPanel[] = [];
  wire.right.listen((message) => said.push(message));
  const session = createSession(
    {
      link: (onOpen, onGone) => keepOpen(() => wire.left, onOpen, onGone),
      reloadPage: () => undefined,
      openSource: null,
      theme: 'light',
      onThemeChanged: () => undefined,
    },
    settings,
  );
  return {
    session,
    hear: (message: ToPanel) => wire.right.send(message),
    /** What the panel told the agent behind a relay. */
    toldTo: (relay: string): AgentCommand[] =>
      said.flatMap((it) => (it.kind === 'command' && it.relay === relay ? [JSON.parse(it.text) as AgentCommand] : [])),
  };
}

const frame = (frameId: number): FrameInfo => ({ tabId: 1, frameId, documentId: null, url: 'https://example.test/' });

/** A batch with all that a realm of the world has recorded. */
const batchOf = (realm: TrueRealm, n = 1, oldest = 1): string =>
  JSON.stringify({ version: PROTOCOL_VERSION, realm: realm.id, n, oldest, records: realm.records });

function makePage() {
  const world = new World();
  const top = world.addRealm('top');
  const inner = world.addRealm('inner');
  world.addChannel(top, 'a', 'b');
  const [a, b] = ['a', 'b'].map((name) => world.ports.get(name)) as [TruePort, TruePort];
  world.start(b);
  world.post(a, 'hello');
  return { world, top, inner };
}

describe('a session', () => {
  test('asks a relay for what it holds, takes a batch once, and acknowledges it each time', () => {
    const { session, hear, toldTo } = makeSession();
    const { top } = makePage();
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf(top) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf(top) });
    expect(totalsOf(session.model).messages).toBe(1);
    expect(toldTo('r1')).toEqual([{ kind: 'resume' }, { kind: 'ack', n: 1 }, { kind: 'ack', n: 1 }]);
  });

  test('takes stacks where an earlier panel was told to', () => {
    const settings = createSettings(null);
    makeSession(settings).session.setTakingStacks(true);
    const { hear, toldTo } = makeSession(settings);
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    expect(toldTo('r1')).toEqual([{ kind: 'resume' }, { kind: 'stacks', on: true }]);
  });

  test('says that a stack cannot be told once nobody speaks for its realm', () => {
    const { session, hear, toldTo } = makeSession();
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf(makePage().top) });
    const realm = session.model.realms.get('top') as Realm;
    expect(session.tellStack({ realm, id: 4 })).toBe(true);
    hear({ kind: 'relay-gone', relay: 'r1' });
    expect(session.tellStack({ realm, id: 4 })).toBe(false);
    expect(toldTo('r1').filter(({ kind }) => kind === 'tell-stack')).toHaveLength(1);
  });

  test('refuses a malformed batch, counts and shows it, and goes on', () => {
    const { session, hear, toldTo } = makeSession();
    const { top } = makePage();
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    for (const text of ['', '{', '[]', '{"version":1}', batchOf({ ...top, records: [{ kind: 'posted' }] as never })]) {
      hear({ kind: 'batch', relay: 'r1', text });
    }
    expect(session.model.counters.refusedBatches).toBe(5);
    expect(session.model.notices.map(({ kind }) => kind)).toEqual(Array(5).fill('refused batch'));
    // What could be read of the last one is enough to go on after it.
    expect(toldTo('r1')).toEqual([{ kind: 'resume' }, { kind: 'ack', n: 1 }]);
    hear({ kind: 'batch', relay: 'r1', text: batchOf(top, 2, 2) });
    expect(totalsOf(session.model).messages).toBe(1);
  });

  test('lets no frame speak for the realm of another', () => {
    const { session, hear } = makeSession();
    const { top } = makePage();
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf(top) });
    hear({ kind: 'relay', relay: 'r2', frame: frame(7) });
    hear({ kind: 'batch', relay: 'r2', text: batchOf({ ...top, records: [] }, 2, 2) });
    expect(session.model.counters.refusedBatches).toBe(1);
    expect(session.model.realms.get('top')?.state).toBe('live');
    // It goes on with what is its own, and the other with its.
    hear({ kind: 'batch', relay: 'r2', text: batchOf({ ...top, id: 'mine' }) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf({ ...top, records: [] }, 2, 2) });
    expect(session.model.counters.refusedBatches).toBe(1);
    expect([...session.model.realms.keys()]).toEqual(['top', 'mine']);
  });

  test('lets no frame speak for a worker, which has no agent', () => {
    const { session, hear } = makeSession();
    const { top } = makePage();
    top.records.push({ kind: 'worker-created', at: 90, worker: 1, url: 'w.js', late: false });
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf({ ...top, id: 'top/worker-1', records: [] }) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf(top) });
    expect(session.model.counters.refusedBatches).toBe(1);
    expect(session.model.realms.get('top/worker-1')).toMatchObject({ kind: 'worker', isInstrumented: false });
  });

  test('asks for stacks where the user wants them, of relays that come later too, and for the text of one', () => {
    const { session, hear, toldTo } = makeSession();
    const { top } = makePage();
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf(top) });
    session.setTakingStacks(true);
    hear({ kind: 'relay', relay: 'r2', frame: frame(7) });
    session.tellStack({ realm: session.model.realms.get('top') as Realm, id: 4 });
    expect(toldTo('r2')).toEqual([{ kind: 'resume' }, { kind: 'stacks', on: true }]);
    expect(toldTo('r1').slice(2)).toEqual([
      { kind: 'stacks', on: true },
      { kind: 'tell-stack', stack: 4 },
    ]);
  });

  test('asks for reports when a call of a window leads to nothing, so that it can be closed', () => {
    jest.useFakeTimers();
    const { hear, toldTo } = makeSession();
    const { world, top, inner } = makePage();
    world.callWindow(top, inner, 'never arrives');
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf(top) });
    jest.advanceTimersByTime(PATIENCE - 1);
    expect(toldTo('r1').filter(({ kind }) => kind === 'report')).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(toldTo('r1').filter(({ kind }) => kind === 'report')).toHaveLength(1);
    jest.useRealTimers();
  });

  test('keeps frames that announce themselves before their top, on the first page and on the next', () => {
    const { session, hear } = makeSession();
    const first = makePage();
    hear({ kind: 'relay', relay: 'inner 1', frame: frame(7) });
    hear({ kind: 'relay', relay: 'top 1', frame: frame(0) });
    hear({ kind: 'batch', relay: 'inner 1', text: batchOf(first.inner) });
    hear({ kind: 'batch', relay: 'top 1', text: batchOf(first.top) });
    expect([...session.model.realms.keys()]).toEqual(['inner', 'top']);

    const next = makePage();
    hear({ kind: 'relay', relay: 'inner 2', frame: frame(8) });
    hear({ kind: 'relay', relay: 'top 2', frame: frame(0) });
    hear({ kind: 'batch', relay: 'inner 2', text: batchOf({ ...next.inner, id: 'next inner' }) });
    // The old page's last words come late, and are not taken for the new page's.
    hear({ kind: 'batch', relay: 'top 1', text: batchOf({ ...first.top, id: 'old' }) });
    expect([...session.model.realms.keys()]).toEqual(['next inner']);
  });

  test('says how much an earlier panel has taken', () => {
    const { session, hear } = makeSession();
    const { top } = makePage();
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf(top, 6, 4) });
    expect(session.model.messages).toEqual([]);
    hear({ kind: 'batch', relay: 'r1', text: batchOf({ ...top, records: [] }, 4, 4) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf(top, 5, 4) });
    expect(session.model.notices.map(({ text }) => text)).toEqual([expect.stringContaining('3 batches')]);
    expect(totalsOf(session.model).messages).toBe(1);
  });

  test('keeps the log across pages where the user wants it', () => {
    const { session, hear } = makeSession();
    hear({ kind: 'relay', relay: 'top 1', frame: frame(0) });
    hear({ kind: 'batch', relay: 'top 1', text: batchOf(makePage().top) });
    session.setLogPreserved(true);
    hear({ kind: 'relay', relay: 'top 2', frame: frame(0) });
    expect(totalsOf(session.model).messages).toBe(1);
  });

  test('ends a realm whose relay is gone, and revives it when the relay comes back', () => {
    const { session, hear } = makeSession();
    const { top } = makePage();
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    hear({ kind: 'batch', relay: 'r1', text: batchOf(top) });
    hear({ kind: 'relay-gone', relay: 'r1' });
    expect(session.model.realms.get('top')?.state).toBe('gone');
    hear({ kind: 'relay', relay: 'r1', frame: frame(0) });
    expect(session.model.realms.get('top')?.state).toBe('live');
  });
});
