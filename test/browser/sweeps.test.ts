/**
 * Which ports left unseen, as the agent finds out by sweeping: in Chromium only, and without disturbing any port. Also
 * that Firefox, where that would kill ports, never tries.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Frame, Page } from 'puppeteer-core';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { startPlainAgent, startPlainAgentIn, type PlainAgent, type PlainRecord } from './support/plainAgent';
import { makeSweptTraffic } from './support/sweptTraffic';
import { openPlayground, type Playground } from './support/playPages';

/**
 * For played scripts. `hear` starts a port and gives its next messages; `nextMessage` waits for one to the window;
 * `later` lets what was posted before arrive; `sendUnseen` transfers in a way that no agent sees.
 */
const HELPERS = `
  const hear = (port, count) => new Promise((resolve) => {
    const heard = [];
    port.onmessage = ({ data }) => heard.push(data) === count && resolve(heard);
  });
  const nextMessage = () => new Promise((resolve) => addEventListener('message', resolve, { once: true }));
  const later = async () => {
    const { port1, port2 } = new MessageChannel();
    const heard = hear(port1, 1);
    port2.postMessage('x');
    await heard;
  };
  function sendUnseen(target, data, ports) { 'use strict'; target.postMessage(data, '*', ports); }
`;

const ofKind = (records: readonly PlainRecord[], kind: string) => records.filter((record) => record.kind === kind);
const swept = (left: readonly number[], last: number) => ({ kind: 'swept', first: 1, last, left, isLast: true });

describe.each(browsersUnderTest())('sweeping in %s', (kind) => {
  // Firefox is never probed: there a failing transfer would break ports. That it is not is tested in both.
  const testSwept = kind === 'chromium' ? test : test.skip;
  let playground: Playground;
  let page: Page;
  let agent: PlainAgent;
  let url: string;

  beforeAll(async () => {
    playground = await openPlayground(kind);
    page = await playground.browser.openPage('about:blank');
    url = playground.server.urlOf('blank.html');
  });
  afterAll(() => playground?.close());
  beforeEach(async () => {
    agent = await startPlainAgent(page, url);
  });

  const play = (body: string) => agent.play(`${HELPERS} ${body}`);
  const read = <Result>(expression: string) => page.evaluate(expression) as Promise<Result>;

  /** Adds a frame of the other site, with or without an agent in it. */
  const addForeignFrame = async (): Promise<Frame> => {
    const other = new URL(url).searchParams.get('other') ?? '';
    await page.evaluate(async (source) => {
      const frame = document.createElement('iframe');
      const loaded = new Promise((resolve) => (frame.onload = resolve));
      frame.src = source;
      document.body.append(frame);
      await loaded;
    }, `http://localhost:${other}/blank.html`);
    const frame = page.frames().find((candidate) => candidate.url().startsWith('http://localhost'));
    if (frame === undefined) throw new Error('The frame is not there');
    return frame;
  };

  test('is possible in Chromium only, which the agent says when it starts', () => {
    expect(agent.started).toMatchObject({ kind: 'realm-started', altered: [], canSweep: kind === 'chromium' });
  });

  test('leaves every port as it was, or is not done', async () => {
    await play(`
      globalThis.ports = [1, 2, 3].map(() => new MessageChannel());
      for (const { port1, port2 } of ports) { port1.postMessage('first'); port2.start(); }
    `);
    const records = await play(`
      for (let i = 0; i < 5; i += 1) fakeRelay.ask({ kind: 'sweep' });
      await later();
    `);
    expect(ofKind(records, 'swept')).toHaveLength(kind === 'chromium' ? 5 : 0);
    await play(`
      const heard = ports.map(({ port1 }) => hear(port1, 2));
      for (const { port2 } of ports) { port2.postMessage(1); port2.postMessage(2); }
      globalThis.heard = await Promise.all(heard);
    `);
    expect(await read('heard')).toEqual([1, 2, 3].map(() => [1, 2]));
  });

  testSwept('of a realm without ports says that there are none', async () => {
    expect(await agent.sweep()).toEqual([{ kind: 'swept', first: 0, last: 0, left: [], isLast: true }]);
  });

  testSwept('names the port that strict code sent to another site, and no other', async () => {
    await addForeignFrame();
    await play(`
      globalThis.channels = [1, 2, 3, 4, 5, 6].map(() => new MessageChannel());
      const [live, queued, closed, closing, sent] = channels;
      live.port1.start();
      queued.port1.postMessage('first');
      queued.port1.postMessage('second');
      closed.port1.close();
      hear(closing.port2, 1);
      closing.port1.close();
      await later();
      sent.port2.postMessage('waiting');
      sendUnseen(frames[0], 'one port', [sent.port1]);
    `);
    expect(await agent.sweep()).toEqual([swept([9], 14)]);
    expect(await agent.sweep()).toEqual([swept([], 14)]);
    await play(`
      const [live, queued] = channels;
      const heard = [hear(live.port1, 1), hear(queued.port2, 3)];
      live.port2.postMessage('still here');
      queued.port1.postMessage('third');
      globalThis.heard = await Promise.all(heard);
    `);
    expect(await read('heard')).toEqual([['still here'], ['first', 'second', 'third']]);
  });

  testSwept('names all three of one message, whose messages arrive where they went', async () => {
    const frame = await addForeignFrame();
    await frame.evaluate(`{
      ${HELPERS}
      const hearAll = ({ ports }) => Promise.all(ports.map((port) => hear(port, 2)));
      globalThis.arrived = nextMessage().then(hearAll);
      void 0;
    }`);
    await play(`
      globalThis.channels = [1, 2, 3, 4, 5].map(() => new MessageChannel());
      for (const { port2 } of channels) port2.postMessage('before');
      sendUnseen(frames[0], 'three ports', [channels[3].port1, channels[0].port1, channels[2].port1]);
    `);
    expect(await agent.sweep()).toEqual([swept([1, 5, 7], 10)]);
    await play(`for (const { port2 } of channels) port2.postMessage('after');`);
    expect(await frame.evaluate('arrived')).toEqual([1, 2, 3].map(() => ['before', 'after']));
  });

  testSwept('names what a frame of another site sent to its parent', async () => {
    const frame = await addForeignFrame();
    const inFrame = await startPlainAgentIn(frame);
    await inFrame.play(`${HELPERS}
      globalThis.channels = [1, 2].map(() => new MessageChannel());
      sendUnseen(parent, 'one port', [channels[1].port2]);
    `);
    expect(await inFrame.sweep()).toEqual([swept([4], 4)]);
  });

  testSwept('names no port whose leaving was seen, and none that was closed', async () => {
    await play(`
      globalThis.channels = [1, 2, 3, 4].map(() => new MessageChannel());
      const [carrier, byPort, byClone, closed] = channels;
      carrier.port1.postMessage('x', [byPort.port1]);
      globalThis.moved = structuredClone(byClone.port1, { transfer: [byClone.port1] });
      closed.port1.close();
    `);
    expect(ofKind(await agent.sweep(), 'swept')).toEqual([swept([], 9)]);
  });

  testSwept('is done in slices, each of them said, and once more if asked meanwhile', async () => {
    await play(`
      globalThis.channels = Array.from({ length: 5_000 }, () => new MessageChannel());
      const leaving = [10, 2_000, 2_001, 4_999].map((n) => channels[n].port1);
      sendUnseen(window, 'four ports', leaving);
      await nextMessage();
    `);
    const [one, two] = [await agent.sweep(), await agent.sweep()].map((records) => ofKind(records, 'swept'));
    const slices = (one ?? []) as unknown as { first: number; last: number; left: number[]; isLast: boolean }[];
    expect(slices.length).toBeGreaterThanOrEqual(5);
    expect(slices.map(({ first }) => first)).toEqual([1, ...slices.slice(0, -1).map(({ last }) => last + 1)]);
    expect(slices.every(({ first, last }) => last - first < 2_000)).toBe(true);
    expect(slices.map(({ isLast }) => isLast)).toEqual(slices.map((_, i) => i === slices.length - 1));
    // Four of them are those that arrived.
    expect(slices.at(-1)?.last).toBe(10_004);
    expect(slices.flatMap(({ left }) => left)).toEqual([21, 4_001, 4_003, 9_999]);
    expect(two?.flatMap(({ left }) => left)).toEqual([]);

    // Three more while the first one goes on: they are one.
    const asked = await play(`
      for (let i = 0; i < 4; i += 1) fakeRelay.ask({ kind: 'sweep' });
      for (let ended = 0; ended < 2; ) {
        ended = fakeRelay.batches.join('').split('"isLast":true').length - 1;
        if (ended < 2) await new Promise((resolve) => (fakeRelay.onBatch = resolve));
      }
      await later();
    `);
    expect(ofKind(asked, 'swept').filter(({ isLast }) => isLast)).toHaveLength(2);
  });

  testSwept('10,000 times loses, doubles and reorders nothing on ports in use', async () => {
    const traffic = await page.evaluate(makeSweptTraffic, 10_000);
    const records = ofKind([...(await agent.play('')), ...(await agent.sweep())], 'swept');
    expect(records.filter(({ isLast }) => isLast)).toHaveLength(10_001);
    expect(traffic).toMatchObject({ isBusyExact: true, isQueuedExact: true });
    console.info(`swept while ${traffic.posted} messages were posted and ${traffic.sentUnseen} ports left unseen`);
    const left = records.flatMap((record) => record.left as number[]);
    expect(left).toHaveLength(traffic.sentUnseen);
    expect(new Set(left).size).toBe(left.length);
  });

  testSwept('tells of ports that are garbage, but of none that was closed or had left', async () => {
    await play(`
      globalThis.kept = new MessageChannel().port1;
      (() => {
        const [, closed, sent] = [1, 2, 3].map(() => new MessageChannel());
        for (const port of [closed.port1, closed.port2]) port.close();
        kept.postMessage('x', [sent.port1, sent.port2]);
      })();
    `);
    let handles: unknown[] = [];
    for (let round = 0; round < 50 && handles.length < 3; round += 1) {
      const records = await play(`await gc({ execution: 'async', type: 'major' })`);
      handles = [...handles, ...ofKind(records, 'collected').map(({ handle }) => handle)];
    }
    expect(handles.toSorted()).toEqual([2, 3, 4]);
  });

  testSwept('tells of garbage once, and before it says what is still there', async () => {
    await play('globalThis.channels = [1, 2].map(() => new MessageChannel());');
    const collected = await play(`
      channels.pop();
      for (let round = 0; round < 3; round += 1) await gc({ execution: 'async', type: 'major' });
    `);
    const records = [...collected, ...(await agent.sweep()), ...(await agent.play('await gc({ execution: "async" })'))];
    expect(records.map(({ kind }) => kind)).toEqual(['collected', 'collected', 'swept']);
    expect(records.map(({ handle }) => handle).toSorted()).toEqual([3, 4, undefined]);
  });

  test.each([
    ['without WeakRef', 'delete globalThis.WeakRef', false],
    ['without FinalizationRegistry', 'delete globalThis.FinalizationRegistry', true],
    ['with a broken registry', 'FinalizationRegistry.prototype.register = () => { throw 1; }', true],
  ])('%s before the agent came, all else goes on', async (_, before, canSweep) => {
    agent = await startPlainAgent(page, url, before);
    expect(agent.started).toMatchObject({ canSweep: canSweep && kind === 'chromium' });
    const records = await play(`const { port1 } = new MessageChannel(); port1.postMessage(1);`);
    expect(records.map(({ kind }) => kind)).toEqual(['channel-created', 'posted']);
  });

  testSwept('shows the page nothing, whatever it has put in place of builtins', async () => {
    await addForeignFrame();
    await play(`
      globalThis.channels = [1, 2, 3].map(() => new MessageChannel());
      sendUnseen(frames[0], 'one port', [channels[1].port1]);
    `);
    await page.evaluate(tapBuiltins);
    const records = await agent.sweep();
    expect(await read('used')).toEqual([]);
    expect(records).toEqual([swept([3], 6)]);
  });
});

/** Runs in the page: whatever of the platform a sweep could touch says so from now on. */
function tapBuiltins(): void {
  const used: string[] = [];
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const tap = (holder: object, key: PropertyKey): void => {
    const descriptor = getOwnPropertyDescriptor(holder, key) ?? { configurable: true, get: () => undefined };
    const { get, value } = descriptor as { get?: () => unknown; value?: unknown };
    const name = String(key);
    if (get !== undefined) {
      descriptor.get = function (this: unknown) {
        used.push(name);
        return get.call(this);
      };
    } else {
      descriptor.value = function (this: unknown, ...args: unknown[]) {
        used.push(name);
        return (value as (...args: unknown[]) => unknown).apply(this, args);
      };
    }
    defineProperty(holder, key, descriptor);
  };
  for (const name of ['name', 'message', 'code', 'stack']) tap(DOMException.prototype, name);
  for (const name of ['prepareStackTrace', 'captureStackTrace', 'stackTraceLimit']) {
    defineProperty(Error, name, { configurable: true, get: () => void used.push(name) });
  }
  tap(window, 'structuredClone');
  tap(WeakRef.prototype, 'deref');
  tap(FinalizationRegistry.prototype, 'register');
  for (const name of ['get', 'set', 'delete', 'keys', Symbol.iterator]) tap(Map.prototype, name);
  tap(Object.getPrototypeOf(new Map().keys()) as object, 'next');
  tap(Array.prototype, Symbol.iterator);
  tap(Object.prototype, 'transfer');
  for (const name of ['error', 'warn', 'log']) tap(console, name);
  for (const type of ['error', 'unhandledrejection']) addEventListener(type, () => used.push(type));
  Object.assign(globalThis, { used });
  new PerformanceObserver((list) => {
    for (const { entryType } of list.getEntries()) used.push(entryType);
  }).observe({ entryTypes: ['mark', 'measure', 'longtask'] });
  // What this function used itself.
  used.length = 0;
}
