import { describe, expect, test } from '@jest/globals';
import {
  explainPort,
  isListening,
  listenersOf,
  messageState,
  portState,
  printModel,
  stackOf,
  visibleMessages,
  type Message,
  type Model,
  type Port,
} from '../../../src/model';
import type { Via } from '../../../src/protocol';
import { delivered, port, posted, startScript } from '../../panels/support/scenario';

/** A page with a frame of its own origin. */
function makePage() {
  const script = startScript();
  script.realm('top', 'https://app.example/', 'top');
  script.realm('inner', 'https://app.example/inner', 'top.frames[0]');
  return script;
}

/** The lines of the printed model that contain a text. */
function linesWith(model: Model, text: string): string[] {
  return printModel(model)
    .split('\n')
    .filter((line) => line.includes(text))
    .map((line) => line.trim());
}

function portOf(model: Model, realm: string, handle: number): Port {
  const found = model.realms.get(realm)?.handles.get(handle)?.port;
  if (found === undefined) throw new Error(`no handle ${handle} in ${realm}`);
  return found;
}

describe('structuredClone', () => {
  test('moves a port to another handle of its realm, observed, and its messages go on', () => {
    const { model, say } = makePage();
    say('top', { kind: 'channel-created', handles: [1, 2] }, posted(port(1), 'waits'));
    say('top', { kind: 'cloned', ports: [[2, 3]] }, { kind: 'started', handle: 3, how: 'start' });
    say('top', delivered(port(3), 'waits'));
    expect(linesWith(model, 'channel 1')).toEqual([
      'channel 1: port 1 in R1 app.example/ [new] — port 2 in R1 app.example/ [started, came R1 app.example/ → R1 app.example/, observed]  (observed)',
    ]);
    expect(linesWith(model, "'waits'")).toHaveLength(1);
  });

  test('whose new port was not seen leaves the old one transferred, and says why', () => {
    const { model, say } = makePage();
    say('top', { kind: 'channel-created', handles: [1, 2] }, { kind: 'cloned', ports: [[2, null]] });
    expect(portState(portOf(model, 'top', 2))).toBe('transferred');
    expect(explainPort(portOf(model, 'top', 2))).toContain('structuredClone()');
  });
});

describe('realms that run no agent', () => {
  test('pages that give the same shared worker share one realm, and hold its ports', () => {
    const { model, say } = makePage();
    const made = (url: string, name: string | null, handle: number) =>
      ({ kind: 'shared-worker-created', url, name, handle }) as const;
    say('top', made('/shared.js', 'store', 1), posted(port(1), 'hello'));
    say('inner', made('https://app.example/shared.js', 'store', 1), made('/shared.js', 'other', 2), made('x', null, 3));
    expect(linesWith(model, 'shared worker, ')).toEqual([
      'R3 /shared.js  shared worker, https://app.example, named store, no agent inside',
      'R4 /shared.js  shared worker, https://app.example, named other, no agent inside',
      'R5 /x  shared worker, https://app.example, no agent inside',
    ]);
    expect(linesWith(model, "'hello'")[0]).toContain('R1 app.example/:1 → R3 /shared.js:2');
    expect(portState(portOf(model, 'top', 1))).toBe('new');
  });

  test('a service worker is one for all pages that meet its URL, and takes ports along', () => {
    const { model, say } = makePage();
    const url = 'https://app.example/sw.js';
    const via: Via = { type: 'service-worker', worker: 4 };
    say('top', { kind: 'service-worker-met', worker: 4, url });
    say('inner', { kind: 'service-worker-met', worker: 1, url });
    say('top', { kind: 'channel-created', handles: [1, 2] }, posted(via, 'take', [{ type: 'port', handle: 2 }]));
    say('inner', delivered({ ...via, worker: 1 }, 'taken'));
    expect(linesWith(model, 'service worker, ')).toHaveLength(1);
    expect(linesWith(model, "'take'")[0]).toContain('R1 app.example/ → R3 /sw.js  service-worker');
    expect(linesWith(model, "'taken'")[0]).toContain('R3 /sw.js → R2 /inner  service-worker');
    expect(linesWith(model, 'channel 1')[0]).toContain('came R1 app.example/ → R3 /sw.js, observed');
  });
});

describe('a port that a worker holds is gone with', () => {
  const made = { kind: 'worker-created', worker: 1, url: 'w.js', late: false } as const;
  test.each([
    ['the worker', { kind: 'worker-terminated', worker: 1 } as const],
    ['the page that made it', { kind: 'realm-ended', persisted: false } as const],
  ])('%s', (_what, end) => {
    const { model, say } = makePage();
    say('top', made, { kind: 'channel-created', handles: [1, 2] });
    say('top', posted({ type: 'worker', worker: 1 }, 'take', [{ type: 'port', handle: 2 }]));
    const held = portOf(model, 'top', 2);
    expect(portState(held)).toBe('transferred');
    say('top', end);
    expect(portState(held)).toBe('realm gone');
  });
});

test('service workers that only a page tells of are called after it, and no other page shares them', () => {
  const { model, say } = makePage();
  for (const page of ['top', 'inner']) {
    say(page, { kind: 'service-worker-met', worker: 1, url: '' });
    say(page, delivered({ type: 'service-worker', worker: 1 }, 'hello'));
  }
  expect(linesWith(model, 'service worker, ')).toEqual([
    'R3 service workers of this page  service worker, https://app.example, no agent inside',
    'R4 service workers of this page  service worker, https://app.example, no agent inside',
  ]);
});

test('a frame in which no agent could start is seen from outside only, and says why', () => {
  const { model, say } = makePage();
  say('shut', {
    kind: 'realm-started',
    url: 'https://app.example/shut',
    origin: 'https://app.example',
    path: 'top.frames[1]',
    timeOrigin: 0,
    attach: 'first',
    altered: ['no agent'],
    canSweep: false,
  });
  say('top', posted({ type: 'to-window', realm: 'shut', call: 1, place: 'top.frames[1]', targetOrigin: '*' }, 'hello'));
  expect(linesWith(model, 'R3')[0]).toBe('R3 /shut  frame, https://app.example, top.frames[1], no agent inside');
  expect(visibleMessages(model).map(messageState)).toEqual(['unseen']);
  expect(model.notices.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    expect.stringMatching(/^altered: No agent could start in this frame: .*seen where it arrives\.$/),
  ]);
});

test('a realm that was altered before its agent came says so', () => {
  const { model, say } = makePage();
  say('late', {
    kind: 'realm-started',
    url: 'https://app.example/late',
    origin: 'https://app.example',
    path: 'top.frames[1]',
    timeOrigin: 0,
    attach: 'first',
    altered: ['MessagePort.prototype.postMessage'],
    canSweep: false,
  });
  expect(linesWith(model, 'R3')[0]).toContain('altered before us: MessagePort.prototype.postMessage');
  expect(model.notices.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    expect.stringMatching(/^altered: .*can be forged/),
  ]);
});

describe('listeners', () => {
  test('are counted until they are removed; another onmessage takes the place of the first', () => {
    const { model, say } = makePage();
    const on = (how: 'onmessage' | 'addEventListener', listener: number, stack: number | null = null) =>
      ({ kind: 'listening', via: port(1), how, listener, stack }) as const;
    say('top', { kind: 'channel-created', handles: [1, 2] });
    const handle = portOf(model, 'top', 1).handles[0];
    if (handle === undefined) throw new Error('no handle');
    const numbers = () => listenersOf(handle).map(({ number }) => number);
    say('top', on('addEventListener', 1, 9), on('addEventListener', 1), on('onmessage', 2), on('onmessage', 3));
    expect(numbers()).toEqual([1, 3]);
    expect(listenersOf(handle)[0]?.stack).toMatchObject({ realm: { id: 'top' }, id: 9 });
    say('top', { kind: 'unlistened', via: port(1), how: 'onmessage', listener: 1 });
    expect(numbers()).toEqual([1, 3]);
    say('top', { kind: 'unlistened', via: port(1), how: 'addEventListener', listener: 1 });
    expect(isListening(handle)).toBe(true);
    say('top', { kind: 'unlistened', via: port(1), how: 'onmessage', listener: 3 });
    expect(isListening(handle)).toBe(false);
  });

  test.each<[string, Via]>([
    ['windows', { type: 'window' }],
    ['workers', { type: 'worker', worker: 1 }],
    ['broadcasts', { type: 'broadcast', broadcast: 1 }],
  ])('of %s are kept with them', (_what, via) => {
    const { model, say } = makePage();
    say('top', { kind: 'broadcast-opened', broadcast: 1, name: 'news', late: false });
    say('top', { kind: 'worker-created', worker: 1, url: 'w.js', late: false });
    say('top', { kind: 'listening', via, how: 'addEventListener', listener: 1, stack: null });
    expect(linesWith(model, 'heard by addEventListener')).toHaveLength(1);
  });
});

test('a stack is not taken, not told yet, told, or gone; an unseen call has its stack where it was told', () => {
  const { model, say } = makePage();
  say('top', { kind: 'channel-created', handles: [1, 2] });
  say('top', posted(port(1), 0), { ...posted(port(1), 1), stack: 7 } as never);
  say('inner', { kind: 'window-called', call: 1, stack: 7 });
  const stateOf = (index: number) => stackOf((visibleMessages(model)[index] as Message).post?.stack ?? null);
  expect([0, 1, 2].map(stateOf).map(({ state }) => state)).toEqual(['not taken', 'not told yet', 'not told yet']);
  say('top', { kind: 'stack', stack: 7, text: 'at send (app.js:1:2)' });
  say('inner', { kind: 'stack', stack: 7, text: null });
  expect(stateOf(1)).toEqual({ state: 'told', text: 'at send (app.js:1:2)' });
  expect(stateOf(2)).toEqual({ state: 'gone' });
});

test('what a page read of an event is kept with its delivery, each once', () => {
  const { model, say } = makePage();
  say('top', delivered({ type: 'window' }, 'x', [], 'https://other.example'));
  say('top', { kind: 'read', event: 1, fields: ['data'] }, { kind: 'read', event: 1, fields: ['origin', 'data'] });
  say('top', { kind: 'read', event: 5, fields: ['data'] });
  expect(visibleMessages(model)[0]?.delivery?.window?.reads).toEqual(['data', 'origin']);
  expect(linesWith(model, 'read: data origin')).toHaveLength(1);
});
