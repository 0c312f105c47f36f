/** Exactly what the agent says of each API that carries messages. Its records are read without extension and panel. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { startPlainAgent, type PlainAgent } from './support/plainAgent';
import { openPlayground, type Playground } from './support/playPages';

/** In a played script: the next event of a target, heard by the platform's own means. */
const NEXT = `const next = (target, type = 'message') => new Promise((resolve) =>
  target.addEventListener(type, resolve, { once: true }));`;

/** How these tests know that a target was listened on: not their subject. */
const isListening = ({ kind }: { kind: string }) => kind === 'listening' || kind === 'unlistened' || kind === 'started';

describe.each(browsersUnderTest())('the agent in %s says', (kind) => {
  let playground: Playground;
  let page: Page;
  let agent: PlainAgent;

  beforeAll(async () => {
    playground = await openPlayground(kind);
    page = await playground.browser.openPage('about:blank');
  });
  afterAll(() => playground?.close());
  beforeEach(async () => {
    agent = await startPlainAgent(page, playground.server.urlOf('blank.html'));
  });

  const play = async (body: string) => (await agent.play(`${NEXT} ${body}`)).filter((record) => !isListening(record));

  test('what a broadcast channel sends and hears', async () => {
    const here = { type: 'broadcast', broadcast: 1 };
    const there = { type: 'broadcast', broadcast: 2 };
    const records = await play(`
      const [here, there] = [new BroadcastChannel('news'), new (class extends BroadcastChannel {})('news')];
      const heard = next(there);
      here.postMessage({ n: 1 }, [new MessageChannel().port1]);
      await heard;
      here.close();
      try { here.postMessage(2); } catch {}
    `);
    expect(records).toEqual([
      { kind: 'broadcast-opened', broadcast: 1, name: 'news', late: false },
      { kind: 'broadcast-opened', broadcast: 2, name: 'news', late: false },
      { kind: 'channel-created', handles: [1, 2] },
      { kind: 'posted', via: here, transfer: [], value: '["object","n",1]' },
      { kind: 'delivered', via: there, window: null, ports: [], value: '["object","n",1]' },
      { kind: 'broadcast-closed', broadcast: 1 },
      {
        kind: 'post-failed',
        via: here,
        error: { name: 'InvalidStateError', message: expect.any(String) },
        valueType: 'number',
      },
    ]);
  });

  test('nothing of a broadcast channel on which the page does not listen but what it sends', async () => {
    const records = await play(`
      const [silent, here, there] = [1, 2, 3].map(() => new BroadcastChannel('news'));
      const heard = next(there);
      here.postMessage('x');
      await heard;
    `);
    expect(records.filter(({ kind }) => kind === 'delivered')).toEqual([
      { kind: 'delivered', via: { type: 'broadcast', broadcast: 3 }, window: null, ports: [], value: '"x"' },
    ]);
  });

  test('how a shared worker was made, and that its port is one', async () => {
    const url = `data:text/javascript,onconnect = ({ ports: [port] }) =>
      (port.onmessage = ({ data }) => port.postMessage(data + 1))`;
    const port = { type: 'port', handle: 1 };
    const records = await play(`
      const { port } = new SharedWorker(${JSON.stringify(url)}, 'adder');
      const answered = next(port);
      port.start();
      port.postMessage(1);
      await answered;
      new SharedWorker(new URL('/echo.js', location.href));
      new SharedWorker('echo.js', { name: 'named' });
      new SharedWorker('echo.js', { get name() { return 'unseen'; } });
    `);
    const made = (handle: number, url: unknown, name: string | null) => ({
      kind: 'shared-worker-created',
      url,
      name,
      handle,
    });
    expect(records).toEqual([
      made(1, url, 'adder'),
      { kind: 'posted', via: port, transfer: [], value: '1' },
      { kind: 'delivered', via: port, window: null, ports: [], value: '2' },
      made(2, expect.stringMatching(/^http.*\/echo\.js$/), ''),
      made(3, 'echo.js', 'named'),
      made(4, 'echo.js', null),
    ]);
  });

  test('what a service worker is sent and answers', async () => {
    const records = await play(`
      await navigator.serviceWorker.register('echo.js');
      const { active } = await navigator.serviceWorker.ready;
      const answered = next(navigator.serviceWorker);
      navigator.serviceWorker.startMessages();
      const { port1, port2 } = new MessageChannel();
      active.postMessage({ ask: 'x' }, [port2]);
      await answered;
      navigator.serviceWorker.dispatchEvent(new MessageEvent('message'));
    `);
    const answer = `["object","answered","x","ports",1,"keys",["list","ask"]]`;
    const worker = { type: 'service-worker', worker: 2 };
    expect(records).toEqual([
      { kind: 'service-worker-met', worker: 1, url: '' },
      { kind: 'channel-created', handles: [1, 2] },
      {
        kind: 'service-worker-met',
        worker: 2,
        url: expect.stringMatching(/^http.*\/echo\.js$/),
      },
      { kind: 'posted', via: worker, transfer: [{ type: 'port', handle: 2 }], value: '["object","ask","x"]' },
      { kind: 'delivered', via: worker, window: null, ports: [], value: answer },
      {
        kind: 'delivered',
        via: { type: 'service-worker', worker: 1 },
        window: null,
        ports: [],
        value: 'untrusted',
      },
    ]);
  });

  test('what a worker is sent and answers', async () => {
    const records = await play(`
      const worker = new Worker('echo.js');
      const answered = next(worker);
      worker.postMessage({ ask: 'x' });
      await answered;
      worker.terminate();
    `);
    const worker = { type: 'worker', worker: 1 };
    const answer = `["object","answered","x","ports",0,"keys",["list","ask"]]`;
    expect(records).toEqual([
      { kind: 'worker-created', worker: 1, url: 'echo.js', late: false },
      { kind: 'posted', via: worker, transfer: [], value: '["object","ask","x"]' },
      { kind: 'delivered', via: worker, window: null, ports: [], value: answer },
      { kind: 'worker-terminated', worker: 1 },
    ]);
  });

  test('which port a clone made of which', async () => {
    const made = `const ports = [1, 2, 3].map(() => new MessageChannel().port1); const [a, b, c] = ports;`;
    const cloned = async (script: string) =>
      (await play(`{ ${made} ${script} }`)).filter(({ kind }) => kind === 'cloned').map(({ ports }) => ports);
    // Each time three channels are made: their ports are 1 to 6, of which a, b and c are 1, 3 and 5, and so on.
    expect(await cloned(`structuredClone({ deep: [{ b }, a], again: a }, { transfer: [a, b] })`)).toEqual([
      [
        [1, 8],
        [3, 7],
      ],
    ]);
    expect(await cloned(`structuredClone(new Map([[a, new Set([b])]]), { transfer: ports })`)).toEqual([
      [
        [9, 15],
        [11, 16],
        [13, null],
      ],
    ]);
    // One that is left over on both sides is the same one; of two, nobody knows.
    expect(await cloned(`structuredClone({ get a() { return a; } }, { transfer: [a] })`)).toEqual([[[17, 23]]]);
    expect(await cloned(`structuredClone({ get l() { return [a, b]; } }, { transfer: [a, b] })`)).toEqual([
      [
        [24, null],
        [26, null],
      ],
    ]);
  });

  test('nothing of a clone that moves no port, or whose list cannot be read', async () => {
    const records = await play(`
      structuredClone({ x: 1 });
      structuredClone(new ArrayBuffer(1), { transfer: [new ArrayBuffer(1)] });
      const { port1, port2 } = new MessageChannel();
      structuredClone(port1, { get transfer() { return [port1]; } });
      try { structuredClone(port2, [port2]); } catch {}
    `);
    expect(records).toEqual([{ kind: 'channel-created', handles: [1, 2] }]);
  });

  test('of what was there before it that it came late', async () => {
    const { href: url } = new URL('echo.js', playground.server.urlOf('blank.html'));
    const before = `globalThis.old = [new BroadcastChannel('news'), new Worker('${url}'), new MessageChannel().port1];`;
    agent = await startPlainAgent(page, playground.server.urlOf('blank.html'), before);
    const records = await play(`
      const heard = next(old[1]);
      for (const target of old) target.postMessage({ ask: 'x' });
      await heard;
    `);
    const answer = `["object","answered","x","ports",0,"keys",["list","ask"]]`;
    const posted = (via: object) => ({ kind: 'posted', via, transfer: [], value: '["object","ask","x"]' });
    expect(records).toEqual([
      { kind: 'worker-created', worker: 1, url: null, late: true },
      { kind: 'broadcast-opened', broadcast: 1, name: 'news', late: true },
      posted({ type: 'broadcast', broadcast: 1 }),
      posted({ type: 'worker', worker: 1 }),
      { kind: 'port-met', handle: 1 },
      posted({ type: 'port', handle: 1 }),
      { kind: 'delivered', via: { type: 'worker', worker: 1 }, window: null, ports: [], value: answer },
    ]);
  });

  test('what it can in an opaque origin, where asking for service workers fails', async () => {
    agent = await startPlainAgent(page, 'data:text/html,<title>Opaque</title>');
    const records = await play(`
      const [here, there] = [new BroadcastChannel('news'), new BroadcastChannel('news')];
      const heard = next(there);
      here.postMessage(origin);
      await heard;
      const { port1 } = new MessageChannel();
      structuredClone(port1, { transfer: [port1] });
    `);
    const text = '"null"';
    expect(records).toEqual([
      { kind: 'broadcast-opened', broadcast: 1, name: 'news', late: false },
      { kind: 'broadcast-opened', broadcast: 2, name: 'news', late: false },
      { kind: 'posted', via: { type: 'broadcast', broadcast: 1 }, transfer: [], value: text },
      { kind: 'delivered', via: { type: 'broadcast', broadcast: 2 }, window: null, ports: [], value: text },
      { kind: 'channel-created', handles: [1, 2] },
      { kind: 'cloned', ports: [[1, 3]] },
    ]);
  });

  test('which window messages were looked at, and how', async () => {
    const read = (event: number, field: string) => ({ kind: 'read', event, fields: [field] });
    const records = await play(`
      const { origin } = location;
      const first = next(window);
      postMessage('one', origin);
      const event = await first;
      event.origin, event.data, event.origin;
      const second = next(window);
      postMessage('two', origin);
      (await second).source;
      event.initMessageEvent('message', false, false, 'forged');
      event.source;
      const { port1, port2 } = new MessageChannel();
      const heard = next(port1);
      port1.start();
      port2.postMessage(1);
      (await heard).data;
    `);
    const delivered = (event: number, value: string) => ({
      kind: 'delivered',
      via: { type: 'window' },
      window: { origin: expect.stringMatching(/^http/), source: 'top', event, calls: expect.any(Number) },
      ports: [],
      value,
    });
    expect(records.filter(({ kind, via }) => kind === 'read' || isWindow(via)).filter(isNotCall)).toEqual([
      delivered(1, '"one"'),
      read(1, 'origin'),
      read(1, 'data'),
      delivered(2, '"two"'),
      read(2, 'source'),
    ]);
  });
});

const isWindow = (via: unknown) => (via as { type?: string } | undefined)?.type === 'window';
const isNotCall = ({ kind }: { kind: string }) => kind !== 'window-called';
