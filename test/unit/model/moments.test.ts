/** The graph as it was at a moment, and what became different between two. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AgentRecord } from '../../../src/protocol';
import {
  createModel,
  differenceOf,
  holderOf,
  listenersOf,
  messageEnds,
  messageState,
  modelAt,
  portState,
  printDifference,
  printModel,
  queueOf,
  reduce,
  totalsOf,
  visibleMessages,
  type Delivery,
  type Message,
  type MessageState,
  type Model,
  type Post,
  type PortState,
} from '../../../src/model';
import { mixedModelOfWorld, modelOfWorld } from '../../support/modelOfWorld';
import { isHere, World, type TruePort, type TrueRealm } from '../../support/world';
import { playOtherCarriers } from '../../panels/support/scenario';

describe('any history', () => {
  const step = fc.record({
    do: fc.constantFrom('post', 'post', 'post', 'send', 'send', 'start', 'start', 'close', 'clone', 'end', 'call'),
    port: fc.nat(7),
    other: fc.nat(7),
  });

  const WAITING: ReadonlySet<MessageState> = new Set(['queued', 'in flight']);

  /** What is true of a port at a moment; its handle there tells which one it is. */
  type Truth = { name: string; realm: TrueRealm; handle: number; queue: number; state: PortState };

  const stateOf = (port: TruePort): PortState => {
    if (port.isClosed) return 'closed';
    if (port.peer.isClosed || (port.peer.handle !== 0 && port.peer.holder.isGone)) return 'peer closed';
    if (port.isStarted) return 'started';
    return port.queue.length > 0 ? 'queueing' : 'new';
  };

  const truthOf = (world: World): Truth[] =>
    [...world.ports.values()].filter(isHere).map((port) => ({
      name: port.name,
      realm: port.holder,
      handle: port.handle,
      queue: port.isClosed ? 0 : port.queue.length,
      state: stateOf(port),
    }));

  const idsOf = (model: Model) => visibleMessages(model).map(({ id, delivery }) => [id, delivery === null]);

  /** Four channels between three realms; the first two carry the ports of the others about. */
  function play(steps: { do: string; port: number; other: number }[]) {
    const world = new World();
    const realms = ['top', 'left', 'right'].map((name) => world.addRealm(name));
    const ports: TruePort[] = [];
    const moments: { at: number; delivered: number; posted: number; ports: Truth[] }[] = [];
    const note = () => {
      const delivered = world.messages.filter(({ to }) => to !== null).length;
      moments.push({ at: world.now, posted: world.messages.length, delivered, ports: truthOf(world) });
    };
    for (let i = 0; i < 4; i += 1) {
      world.addChannel(realms[0] as TrueRealm, `p${i}`, `q${i}`);
      ports.push(world.ports.get(`p${i}`) as TruePort, world.ports.get(`q${i}`) as TruePort);
      note();
    }
    for (let i = 0; i < 2; i += 1) {
      world.start(ports[2 * i] as TruePort);
      world.callWindow(realms[0] as TrueRealm, realms[i + 1] as TrueRealm, `port ${i}`, {
        carried: ports[2 * i + 1] as TruePort,
      });
      world.flush(realms[i + 1] as TrueRealm);
      world.start(ports[2 * i + 1] as TruePort);
      note();
    }
    steps.forEach(({ do: what, port, other }, i) => {
      const chosen = ports[port] as TruePort;
      const [to, freight] = [realms[other % 3] as TrueRealm, ports[4 + (other % 4)] as TruePort];
      if (what === 'post') world.post(chosen, `message ${i}`);
      else if (what === 'send') world.post(ports[port % 4] as TruePort, `parcel ${i}`, freight);
      else if (what === 'start') world.start(chosen);
      else if (what === 'clone') world.clone(chosen);
      else if (what === 'close' && other % 2 === 0) world.close(chosen);
      else if (what === 'end' && other === 0) world.end(realms[1 + (port % 2)] as TrueRealm);
      else if (what === 'call' && port > 3 && chosen.handle !== 0) {
        world.callWindow(chosen.holder, to, `call ${i}`, { carried: chosen });
        world.flush(to);
      }
      note();
    });
    return { world, moments };
  }

  test('is shown at any moment as it truly was', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.infiniteStream(fc.nat(2)),
        fc.nat(6),
        (steps, choices, size) => {
          const { world, moments } = play(steps);
          world.report();
          const model = mixedModelOfWorld(world, choices, size + 1);
          for (const { at, ports, posted, delivered } of moments) {
            const past = modelAt(model, at);
            const found = ports.map(({ realm, handle, name }) => {
              const port = past.realms.get(realm.id)?.handles.get(handle)?.port;
              if (port === undefined) throw new Error(`port ${name} was not there at ${at}`);
              return { name, realm: holderOf(port)?.id, queue: queueOf(port).count, state: portState(port) };
            });
            expect(found).toEqual(
              ports.map(({ name, realm, queue, state }) => ({ name, realm: realm.id, queue, state })),
            );
            const rows = visibleMessages(past);
            const waiting = rows.filter((row) => WAITING.has(messageState(row))).map((row) => messageEnds(row).to);
            for (const { realm, handle, queue } of ports) {
              const port = past.realms.get(realm.id)?.handles.get(handle)?.port;
              const count = waiting.filter((end) => end.port?.id === port?.id).length;
              expect(port && portState(port) === 'closed' ? 0 : count).toBe(queue);
            }
            expect([rows.length, rows.filter(({ delivery }) => delivery !== null).length]).toEqual([posted, delivered]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is at the end what the model is now', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { world } = play(steps);
        const model = modelOfWorld(world);
        const past = modelAt(model, world.now);
        expect(printModel(past)).toBe(printModel(model));
        expect(totalsOf(past)).toEqual(totalsOf(model));
      }),
      { numRuns: 100 },
    );
  });

  test('is shown alike whether or not it was looked at while it was recorded', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.array(fc.nat(2), { maxLength: 200 }),
        fc.nat(6),
        (steps, choices, size) => {
          const { world, moments } = play(steps);
          world.report();
          const watched = mixedModelOfWorld(world, choices, size + 1, (model) => {
            const past = modelAt(model, Infinity);
            expect(idsOf(past)).toEqual(idsOf(model));
          });
          const unwatched = mixedModelOfWorld(world, choices, size + 1);
          for (const { at } of moments) expect(idsOf(modelAt(watched, at))).toEqual(idsOf(modelAt(unwatched, at)));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('counts in its differences every message once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(100), (steps, share) => {
        const { world, moments } = play(steps);
        const model = modelOfWorld(world);
        const middle = moments[Math.floor((share * (moments.length - 1)) / 100)]?.at ?? 0;
        const postedIn = (from: number, to: number) =>
          differenceOf(model, from, to).traffic.reduce((sum, { posted }) => sum + posted, 0);
        expect(postedIn(0, middle) + postedIn(middle, world.now)).toBe(postedIn(0, world.now));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a page', () => {
  test('is shown before a port was sent away, on its way, and after', () => {
    const world = new World();
    const [top, frame] = [world.addRealm('top'), world.addRealm('frame')];
    world.addChannel(top, 'stays', 'goes');
    const [stays, goes] = [world.ports.get('stays') as TruePort, world.ports.get('goes') as TruePort];
    world.start(stays);
    world.post(stays, 'first');
    const before = world.now;
    world.callWindow(top, frame, 'take it', { carried: goes });
    const underWay = world.now;
    world.wait(5);
    world.flush(frame);
    const after = world.now;
    world.start(goes);
    world.post(goes, 'thanks');
    const model = modelOfWorld(world);

    expect(channelsOf(modelAt(model, before))).toBe(
      'channel 1: port 1 in R1 /top [started] — port 2 in R1 /top [queueing, 1 queued]  (observed)',
    );
    expect(channelsOf(modelAt(model, underWay))).toBe(
      'channel 1: port 1 in R1 /top [started] — port 2 in R1 /top [transferred, 1 queued]  (observed)',
    );
    expect(channelsOf(modelAt(model, after))).toBe(
      'channel 1: port 1 in R1 /top [started] — port 2 in R2 /frame [queueing, 1 queued, came R1 /top → R2 /frame, observed]  (observed)',
    );
    expect(printDifference(differenceOf(model, before, after))).toMatchInlineSnapshot(`
      "moved: port 2 from R1 /top to R2 /frame
      "
    `);
    expect(printDifference(differenceOf(model, world.now, after))).toMatchInlineSnapshot(`
      "started: port 2 in R2 /frame
      queue of port 2: 1 → 0
      channel 1 (port 1 — port 2): 1 posted, 2 delivered
      "
    `);
    expect(printDifference(differenceOf(model, after, after))).toBe('');
  });

  test('is shown as of a message', () => {
    const world = new World();
    const top = world.addRealm('top');
    world.addChannel(top, 'a', 'b');
    for (const text of ['one', 'two', 'three']) world.post(world.ports.get('a') as TruePort, text);
    world.start(world.ports.get('b') as TruePort);
    const model = modelOfWorld(world);
    const [, second] = visibleMessages(model);
    expect(printModel(modelAt(model, second as Message))).toMatchInlineSnapshot(`
      "Realms
        R1 /top  frame, https://example.test, top

      Channels
        channel 1: port 1 in R1 /top [new] — port 2 in R1 /top [queueing, 2 queued]  (observed)

      Messages
        #1 R1 /top:1 → R1 /top:2  port  'one'  queued, latency not known
        #2 R1 /top:1 → R1 /top:2  port  'two'  queued, latency not known
      "
    `);
  });

  test('is shown with what else carries messages', () => {
    const { model } = playOtherCarriers();
    const shown = visibleMessages(model).find(({ post }) => post?.carrier.type === 'broadcast') as Message;
    expect(printModel(modelAt(model, shown))).toMatchInlineSnapshot(`
      "Realms
        R1 app.example/  frame, https://app.example, top
        R2 /editor  frame, https://app.example, top.frames[0], heard by addEventListener
        R3 opener shop.example  window, https://shop.example, opener in another tab, no agent inside

      Channels
        channel 1: port 1 in R1 app.example/ [new] — port 2 in R2 /editor [new, came R1 app.example/ → R2 /editor, observed]  (observed)

      Broadcasts
        news, https://app.example: R1 app.example/ [open], R2 /editor [open], R2 /editor [open]

      Messages
        #1 R1 app.example/ → R2 /editor  window  {take: 'this'}  delivered (observed), 1.7 ms, carries port 2, to *, read: data origin
        #3 R1 app.example/ → R2 /editor  window  'from a module'  delivered (inferred), 1.7 ms
        #5 R1 app.example/ → R2 /editor  window  'to the old page'  lost (no receiver), latency not known, to https://old.example but it was https://app.example
        #6 R3 opener shop.example → R2 /editor  window  'hello from the other tab'  delivered, latency not known
        #7 R2 /editor → R2 /editor  window  {source: 'react-devtools-bridge', payload: {}}  delivered (inferred), 1.7 ms, traffic of React DevTools
        #10 R1 app.example/ → unknown  broadcast  {saved: true}  unseen, latency not known
      "
    `);
    const sent = shown.post as Post;
    const delivered = sent.rows[0]?.delivery as Delivery;
    expect(totalsOf(modelAt(model, delivered.realm.timeOrigin + delivered.at)).messages).toBe(6);
    expect(printModel(modelAt(model, Infinity))).toBe(printModel(model));
  });

  test('has the listeners it had, and is frozen while it was', () => {
    const { model, say } = play();
    say(
      { kind: 'listening', at: 10, via: { type: 'window' }, how: 'onmessage', listener: 1, stack: null },
      { kind: 'listening', at: 20, via: { type: 'window' }, how: 'onmessage', listener: 2, stack: null },
      { kind: 'unlistened', at: 30, via: { type: 'window' }, how: 'onmessage', listener: 2 },
      { kind: 'realm-ended', at: 40, persisted: true },
      { kind: 'realm-resumed', at: 50 },
      { kind: 'realm-ended', at: 60, persisted: false },
    );
    const lines = [0, 5, 15, 25, 35, 45, 55, 65].map((at) => {
      const realm = modelAt(model, BEGIN + at).realms.get('top');
      return realm === undefined ? 'not there' : `${realm.state} ${listenersOf(realm).map(({ number }) => number)}`;
    });
    expect(lines).toEqual(['not there', 'live ', 'live 1', 'live 2', 'live ', 'frozen ', 'live ', 'gone ']);
  });

  const BEGIN = 1_000_000;

  function play(): { model: Model; say: (...records: AgentRecord[]) => void } {
    const model = createModel();
    const say = (...records: AgentRecord[]) => reduce(model, { realm: 'top', frame: null, records });
    say({
      kind: 'realm-started',
      at: 2,
      url: 'https://app.example/',
      origin: 'https://app.example',
      path: 'top',
      timeOrigin: BEGIN,
      attach: 'first',
      altered: [],
      canSweep: false,
    });
    return { model, say };
  }

  const channelsOf = (model: Model): string => {
    const lines = printModel(model).split('\n');
    return lines
      .filter((line) => line.startsWith('  channel'))
      .map((line) => line.trim())
      .join('\n');
  };
});
