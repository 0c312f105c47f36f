import { describe, expect, test } from '@jest/globals';
import {
  createModel,
  holderOf,
  isRow,
  latencyOf,
  messageEnds,
  messageState,
  peerOf,
  portState,
  queueOf,
  reduce,
  totalsOf,
  visibleMessages,
  evidenceOf,
  type Model,
} from '../../../src/model';
import { modelOfWorld, portOf } from '../../support/modelOfWorld';
import { World, type TruePort, type TrueRealm } from '../../support/world';

/** A world of a top page and two frames, with a channel `a`, `b` in the top page. */
function makeWorld() {
  const world = new World();
  const [top, left, right] = ['top', 'left', 'right'].map((name) => world.addRealm(name)) as [
    TrueRealm,
    TrueRealm,
    TrueRealm,
  ];
  world.addChannel(top, 'a', 'b');
  const port = (name: string): TruePort => world.ports.get(name) as TruePort;
  return { world, top, left, right, port };
}

describe('one realm', () => {
  test('a message posted to a port that is not started waits, and is delivered after start()', () => {
    const { world, port } = makeWorld();
    world.post(port('a'), 'one');
    world.post(port('a'), 'two');
    const before = modelOfWorld(world);
    expect(queueOf(portOf(before, port('b')))).toEqual({ count: 2, isExact: true });
    expect(portState(portOf(before, port('b')))).toBe('queueing');
    expect(before.messages.map(messageState)).toEqual(['queued', 'queued']);
    expect(totalsOf(before)).toMatchObject({ messages: 2, queued: 2, lost: 0, ports: 2 });

    world.start(port('b'));
    const after = modelOfWorld(world);
    expect(queueOf(portOf(after, port('b'))).count).toBe(0);
    expect(after.messages.filter(isRow).map(messageState)).toEqual(['delivered', 'delivered']);
    expect(portState(portOf(after, port('b')))).toBe('started');
  });

  test('what is posted to or on a closed port is lost', () => {
    const { world, port } = makeWorld();
    world.post(port('a'), 'waits');
    world.close(port('b'));
    world.post(port('a'), 'too late');
    world.post(port('b'), 'from the closed one');
    const model = modelOfWorld(world);
    expect(model.messages.map(messageState)).toEqual(Array(3).fill('lost (port closed)'));
    expect(totalsOf(model)).toMatchObject({ lost: 3, queued: 0 });
    expect(portState(portOf(model, port('a')))).toBe('peer closed');
  });

  test('what waited in a realm that went away is lost', () => {
    const { world, left, port, top } = makeWorld();
    world.addChannel(top, 'c', 'd');
    world.start(port('d'));
    world.postToWindow(top, left, 'take the first', port('d'));
    world.start(port('d'));
    world.post(port('c'), 'take b', port('b'));
    world.post(port('a'), 'never read');
    world.end(left);
    const model = modelOfWorld(world);
    const last = model.messages.find(({ post }) => JSON.stringify(post?.value).includes('never read'));
    expect(last && messageState(last)).toBe('lost (realm gone)');
  });

  test('latency within a realm is measured with one clock', () => {
    const { world, port } = makeWorld();
    world.start(port('b'));
    world.post(port('a'), 'quick');
    const model = modelOfWorld(world);
    expect(latencyOf(model, model.messages.filter(isRow)[0] as never)).toEqual({
      ms: 1,
      isEstimated: false,
      note: 'Measured with one clock.',
    });
  });
});

describe('what a realm got stands before what it posted then', () => {
  test.each([0, 1, 5, 3_600_000])('where the clock of the caller is %d ms ahead', (ahead) => {
    for (const order of [
      ['top', 'left'],
      ['left', 'top'],
    ]) {
      const { world, top, left, port } = makeWorld();
      world.start(port('a'));
      world.callWindow(top, left, 'take this', { carried: port('b') });
      world.flush(left);
      world.start(port('b'));
      for (const text of ['call', 'answer', 'call again', 'answer again']) {
        world.post(port(text.startsWith('call') ? 'a' : 'b'), text);
      }
      // A clock that counts in steps of 10 ms, as browsers do to keep secrets; and that is ahead.
      for (const { records } of [top, left]) for (const record of records) record.at = Math.floor(record.at / 10) * 10;
      (top.records[0] as { timeOrigin: number }).timeOrigin += ahead;
      const texts = visibleMessages(modelOfWorld(world, order)).map(({ post }) =>
        post?.value && 'text' in post.value ? JSON.parse(post.value.text) : null,
      );
      expect([order, texts]).toEqual([order, ['take this', 'call', 'answer', 'call again', 'answer again']]);
    }
  });
});

describe('a frame that went away', () => {
  /** The frame makes a channel, gives the page one end unseen, says something on the other, gets an answer and goes. */
  function play() {
    const { world, top, left, right, port } = makeWorld();
    world.addChannel(left, 'c', 'd');
    world.start(port('c'));
    world.postToWindow(left, top, 'here is a port', port('d'));
    world.start(port('d'));
    world.post(port('c'), 'question');
    world.post(port('d'), 'answer');
    return { world, top, left, right, port };
  }

  /** Messages of a model in words: text, ends, state. */
  const rowsOf = (model: Model) =>
    visibleMessages(model).map((message) => {
      const { from, to } = messageEnds(message);
      const text = JSON.parse((message.post?.value ?? message.delivery?.value ?? { text: '' })['text' as never]);
      return `${text}: ${from.realm?.id ?? '?'} → ${to.realm?.id ?? '?'} ${messageState(message)}`;
    });

  test.each([[['left', 'right', 'top']], [['top', 'right', 'left']]])('is the source of what it sent (%j)', (order) => {
    const { world, left } = play();
    world.end(left);
    expect(rowsOf(modelOfWorld(world, order))).toEqual([
      'here is a port: left → top delivered',
      'question: left → top delivered',
      'answer: top → left delivered',
    ]);
  });

  test('has lost nothing until every other was heard past its end', () => {
    const { world, left } = play();
    world.end(left);
    const model = modelOfWorld(world, ['left', 'right']);
    // The page is known, but what it got was not told yet.
    const early = createModel();
    for (const [name, count] of [
      ['top', 1],
      ['left', 99],
      ['right', 99],
    ] as const) {
      const records = world.realms.get(name)?.records.slice(0, count) ?? [];
      reduce(early, { realm: name, frame: null, records });
    }
    expect(rowsOf(early)).toEqual(['question: left → left in flight', 'answer: ? → left delivered']);
    expect(totalsOf(early)).toMatchObject({ lost: 0, queued: 0 });
    expect(early.pending.isWaitingForReports).toBe(true);
    expect(rowsOf(model)[0]).toBe('question: left → left lost (realm gone)');
  });

  test('may have lost nothing while a port that it sent can be two', () => {
    const { world, top, left, port } = makeWorld();
    for (const [kept, sent] of [
      ['c', 'd'],
      ['e', 'f'],
    ] as const) {
      world.addChannel(left, kept, sent);
      world.postToWindow(left, top, `take ${sent}`, port(sent));
      world.start(port(sent));
      world.post(port(kept), 'the same');
    }
    world.end(left);
    const model = modelOfWorld(world);
    expect(rowsOf(model).filter((row) => row.includes('not known'))).toHaveLength(2);
    expect(totalsOf(model).lost).toBe(0);
  });

  test('is told from the one that took its place, whichever is heard first', () => {
    const { world, left } = play();
    world.end(left);
    const next = world.addRealm('next');
    next.path = left.path;
    (next.records[0] as { path: string }).path = left.path;
    world.addChannel(next, 'g', 'h');
    world.postToWindow(next, world.realms.get('top') as TrueRealm, 'I am the next', world.ports.get('h') as TruePort);
    for (const order of [
      ['left', 'next', 'right', 'top'],
      ['top', 'right', 'next', 'left'],
      ['next', 'top', 'left', 'right'],
      ['left', 'top', 'next', 'right'],
    ]) {
      const rows = rowsOf(modelOfWorld(world, order));
      expect([order, rows[0], rows.at(-1)]).toEqual([
        order,
        'here is a port: left → top delivered',
        'I am the next: next → top delivered',
      ]);
    }
  });
});

describe('a transfer to a window, seen at its receiver only', () => {
  test.each([
    ['sender first', ['top', 'left', 'right']],
    ['receiver first', ['left', 'right', 'top']],
  ])('is inferred once traffic decides (%s)', (_name, order) => {
    const { world, top, left, port } = makeWorld();
    world.start(port('a'));
    world.postToWindow(top, left, 'here is a port', port('b'));
    const silent = modelOfWorld(world, order);
    expect(evidenceOf(portOf(silent, port('b')))).toBe('unknown');

    world.post(port('b'), 'it is me');
    const model = modelOfWorld(world, order);
    const b = portOf(model, port('b'));
    expect(evidenceOf(b)).toBe('inferred');
    expect(b.handles.map(({ realm }) => realm.id)).toEqual(['top', 'left']);
    expect(holderOf(peerOf(b))?.id).toBe('top');
    expect(model.channels.size).toBe(1);
  });

  test('is recognised where the page used the port before the message was heard, as after a late attach', () => {
    const { world, top, left, port } = makeWorld();
    world.start(port('a'));
    world.postToWindow(top, left, 'here is a port', port('b'));
    const [delivered] = left.records.splice(left.records.length - 1);
    world.post(port('b'), 'it is me');
    left.records.push(delivered as never);
    const b = portOf(modelOfWorld(world), port('b'));
    expect(b.handles.map(({ realm }) => realm.id)).toEqual(['top', 'left']);
  });

  test('until then nobody is named as the sender of what it posted', () => {
    const { world, top, left, port } = makeWorld();
    world.start(port('a'));
    world.postToWindow(top, left, 'here is a port', port('b'));
    world.post(port('b'), 'it is me');
    const model = modelOfWorld(world, ['top']);
    expect(model.messages.filter(isRow).map((message) => messageEnds(message).from.realm)).toEqual([null]);
  });

  test('is not inferred while two ports fit', () => {
    const { world, top, left, port } = makeWorld();
    world.addChannel(top, 'c', 'd');
    world.start(port('a'));
    world.start(port('c'));
    world.postToWindow(top, left, 'one', port('b'));
    world.postToWindow(top, left, 'two', port('d'));
    world.post(port('b'), 'same text');
    world.post(port('d'), 'same text');
    const model = modelOfWorld(world);
    expect(evidenceOf(portOf(model, port('b')))).toBe('unknown');
    world.post(port('b'), 'only from b');
    world.post(port('d'), 'only from d');
    expect(evidenceOf(portOf(modelOfWorld(world), port('b')))).toBe('inferred');
  });

  test('of both ends to two frames joins them through the only channel nobody used', () => {
    const { world, top, left, right, port } = makeWorld();
    world.postToWindow(top, left, 'yours', port('a'));
    world.postToWindow(top, right, 'yours too', port('b'));
    world.start(port('a'));
    world.post(port('b'), 'hello over there');
    for (const order of [
      ['top', 'left', 'right'],
      ['right', 'left', 'top'],
    ]) {
      const model = modelOfWorld(world, order);
      expect(holderOf(portOf(model, port('a')))?.id).toBe('left');
      expect(peerOf(portOf(model, port('a'))).id).toBe(portOf(model, port('b')).id);
      expect(portOf(model, port('a')).handles.map(({ realm }) => realm.id)).toEqual(['top', 'left']);
      expect(model.channels.size).toBe(1);
    }
  });
});
