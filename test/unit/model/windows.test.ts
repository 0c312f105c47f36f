import { describe, expect, test } from '@jest/globals';
import {
  createModel,
  evidenceOf,
  explainMessage,
  holderOf,
  messageEnds,
  messageState,
  printModel,
  reduce,
  totalsOf,
  visibleMessages,
  type Message,
  type Model,
} from '../../../src/model';
import { modelOfWorld } from '../../support/modelOfWorld';
import { World, type TruePort, type TrueRealm } from '../../support/world';

const ORIGIN = 'https://example.test';

/** A page with two frames of its own origin. */
function makeWorld() {
  const world = new World();
  const [top, left, right] = ['top', 'left', 'right'].map((name) => world.addRealm(name)) as [
    TrueRealm,
    TrueRealm,
    TrueRealm,
  ];
  return { world, top, left, right };
}

/** Every row in a word: value, ends, state, and how sure it is that its halves belong together. */
function rowsOf(model: Model): string[] {
  return visibleMessages(model).map((message) => {
    const { from, to } = messageEnds(message);
    const value = message.delivery?.value ?? message.post?.value ?? null;
    const text = value !== null && 'text' in value ? (JSON.parse(value.text) as string) : '?';
    const sure = message.evidence === null ? '' : ` (${message.evidence})`;
    return `${text}: ${from.realm?.id ?? '?'} → ${to.realm?.id ?? '?'} ${messageState(message)}${sure}`;
  });
}

test.each([-5, 5])('calls of one window stand in their order though its clock is %d ms off', (offset) => {
  const { world, top, left } = makeWorld();
  ['one', 'two', 'three', 'four', 'five'].forEach((text, i) =>
    world.callWindow(top, left, text, { isSeen: i % 2 === 0 }),
  );
  world.flush(left);
  for (const record of left.records) if (record.kind === 'realm-started') record.timeOrigin += offset;
  const texts = rowsOf(modelOfWorld(world)).map((row) => row.slice(0, row.indexOf(':')));
  expect(texts).toEqual(['one', 'two', 'three', 'four', 'five']);
});

describe.each([
  ['the sender is heard first', ['top', 'left', 'right']],
  ['the receiver is heard first', ['right', 'left', 'top']],
])('a message to a window, when %s', (_name, order) => {
  test('whose call was seen is one row, observed', () => {
    const { world, top, left } = makeWorld();
    world.callWindow(top, left, 'hello');
    world.flush(left);
    expect(rowsOf(modelOfWorld(world, order))).toEqual(['hello: top → left delivered (observed)']);
  });

  test('whose call was seen without its arguments is one row, inferred, with its moment and sender', () => {
    const { world, top, left } = makeWorld();
    world.callWindow(top, left, 'hello', { isSeen: false });
    world.flush(left);
    const model = modelOfWorld(world, order);
    expect(rowsOf(model)).toEqual(['hello: top → left delivered (inferred)']);
    const [message] = visibleMessages(model) as [Message];
    expect(message.post).toMatchObject({ value: null, teller: { id: 'left' } });
    expect((message.delivery?.at ?? 0) - (message.post?.at ?? 0)).toBe(1);
  });

  test('that many others surround finds its own call', () => {
    const { world, top, left, right } = makeWorld();
    for (const text of ['one', 'two', 'two', 'three']) world.callWindow(top, left, text);
    world.callWindow(right, left, 'two');
    world.flush(left, 2);
    world.callWindow(top, left, 'four', { hasDigest: false });
    world.flush(left);
    expect(rowsOf(modelOfWorld(world, order))).toEqual([
      'one: top → left delivered (observed)',
      'two: top → left delivered (observed)',
      'two: top → left delivered (observed)',
      'three: top → left delivered (observed)',
      'two: right → left delivered (observed)',
      'four: top → left delivered (observed)',
    ]);
  });

  test('stays apart from two calls without arguments of which one may have thrown', () => {
    const { world, top, left } = makeWorld();
    world.callWindow(top, left, 'never sent', { isSeen: false, isThrown: true });
    world.callWindow(top, left, 'sent', { isSeen: false });
    world.flush(left);
    const soon = modelOfWorld(world, order);
    expect(rowsOf(soon)).toEqual(['?: ? → left in flight', '?: ? → left in flight', 'sent: top → left delivered']);
    world.wait(10_000);
    const late = modelOfWorld(world, order);
    expect(rowsOf(late)).toEqual(['?: ? → left not known', '?: ? → left not known', 'sent: top → left delivered']);
    expect(totalsOf(late)).toMatchObject({ messages: 1, unmatchedCalls: 2 });
  });

  test('that waits for others is paired once there are as many as calls', () => {
    const { world, top, left } = makeWorld();
    world.callWindow(top, left, 'one', { isSeen: false });
    world.callWindow(top, left, 'two', { isSeen: false });
    world.flush(left);
    expect(rowsOf(modelOfWorld(world, order))).toEqual([
      'one: top → left delivered (inferred)',
      'two: top → left delivered (inferred)',
    ]);
  });

  test('that failed, or was posted to another origin, is no candidate, and says so', () => {
    const { world, top, left } = makeWorld();
    world.callWindow(top, left, 'thrown', { isThrown: true });
    world.callWindow(top, left, 'astray', { targetOrigin: 'https://other.test' });
    world.callWindow(top, left, 'right', { targetOrigin: ORIGIN });
    world.flush(left);
    const model = modelOfWorld(world, order);
    expect(rowsOf(model)).toEqual([
      '?: top → left failed',
      'astray: top → left lost (no receiver)',
      'right: top → left delivered (observed)',
    ]);
    const astray = visibleMessages(model)[1] as Message;
    expect(explainMessage(astray)).toContain(
      "posted to https://other.test, and the window's origin is https://example.test",
    );
    expect(totalsOf(model).lost).toBe(1);
  });

  test('takes a port along, observed', () => {
    const { world, top, left } = makeWorld();
    world.addChannel(top, 'a', 'b');
    const b = world.ports.get('b') as TruePort;
    world.callWindow(top, left, 'take this', { carried: b, hasDigest: false });
    world.flush(left);
    const model = modelOfWorld(world, order);
    const port = model.realms.get('left')?.handles.get(b.handle)?.port;
    expect(port && [holderOf(port)?.id, evidenceOf(port)]).toEqual(['left', 'observed']);
    expect(model.channels.size).toBe(1);
  });

  test('from another origin is seen at its receiver only, and never taken for a call of the own', () => {
    const { world, top, left } = makeWorld();
    const foreign = world.addRealm('foreign', 'https://foreign.test');
    world.addChannel(foreign, 'a', 'b');
    world.callWindow(top, left, 'same', { isSeen: false, isThrown: true });
    world.postToWindow(foreign, left, 'same', world.ports.get('b') as TruePort);
    const rows = rowsOf(modelOfWorld(world, [...order, 'foreign']));
    expect(rows).toEqual(['?: ? → left in flight', 'same: foreign → left delivered']);
  });

  test('by a function borrowed from another window goes to the window it was called on', () => {
    const { world, top, left, right } = makeWorld();
    world.callWindow(top, left, 'borrowed');
    // The function was left's, the window right.
    const posted = top.records.at(-1) as { via: { place: string } };
    posted.via.place = right.path;
    right.inbox.push(...left.inbox.splice(0));
    world.flush(right);
    expect(rowsOf(modelOfWorld(world, order))).toEqual(['borrowed: top → right delivered (inferred)']);
  });
});

test('what an unseen call sent is named after its source once that has spoken', () => {
  const { world, top, left } = makeWorld();
  world.callWindow(top, left, 'hello', { isSeen: false });
  world.flush(left);
  const model = modelOfWorld(world, ['left']);
  expect(rowsOf(model)).toEqual(['hello: ? → left delivered (inferred)']);
  reduce(model, { realm: 'top', frame: null, records: top.records });
  expect(rowsOf(model)).toEqual(['hello: top → left delivered (inferred)']);
});

test('what stays open is not walked again with every batch: twice as many calls are twice the work', () => {
  /** How often deliveries are looked at while calls without arguments come, one in three of which throws. */
  const countLooks = (batches: number): number => {
    const { world, top } = makeWorld();
    const model = createModel();
    let looks = 0;
    for (let batch = 0; batch < batches; batch += 1) {
      for (let i = 0; i < 30; i += 1) world.callWindow(top, top, 'text', { isSeen: false, isThrown: i % 3 === 0 });
      world.flush(top);
      const before = model.messages.length;
      reduce(model, { realm: 'top', frame: null, records: top.records.splice(0) });
      for (const { delivery } of model.messages.slice(before)) {
        const window = delivery?.window ?? null;
        if (window === null) continue;
        const { calls } = window;
        Object.defineProperty(window, 'calls', { get: () => ((looks += 1), calls) });
      }
    }
    return looks;
  };
  expect(countLooks(40)).toBeLessThanOrEqual(countLooks(20) * 2.5);
});

test('a late agent takes nothing for certain while older messages may arrive', () => {
  const { world, top, left } = makeWorld();
  (left.records[0] as { attach: string }).attach = 'late';
  // Posted before the agent came: its call was not counted.
  world.addChannel(top, 'a', 'b');
  world.callWindow(top, left, 'new', { isSeen: false });
  world.postToWindow(top, left, 'old', world.ports.get('b') as TruePort);
  const model = modelOfWorld(world);
  expect(rowsOf(model)).toEqual(['?: ? → left in flight', 'old: top → left delivered']);
});

test('windows of other tabs are realms of their own', () => {
  const { world, left } = makeWorld();
  for (const [source, origin] of [
    ['opener', 'https://opener.test'],
    ['window[1]', 'https://popup.test'],
    ['opener', 'https://opener.test'],
  ] as const) {
    left.events += 1;
    left.records.push({
      kind: 'delivered',
      at: 50 + left.events,
      via: { type: 'window' },
      window: { origin, source, event: left.events, calls: 0 },
      ports: [],
      value: { text: '"hi"', size: 2, digest: 1 },
    });
  }
  const text = printModel(modelOfWorld(world));
  expect(text).toContain('R3 opener opener.test → R2 /left  window');
  expect(text).toContain('R4 window[1] popup.test → R2 /left  window');
  expect(text.match(/in another tab, no agent inside/g)).toHaveLength(2);
});
