/** After DevTools has closed, nothing of us is left, unless the page stands on it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { toWaiting } from '../support/browsers/scripts.mjs';
import type { DevToolsDriver } from '../support/browsers/types';
import { openPlayground, type Playground } from './support/playPages';

/** What src/agent/install.ts changes, by the names that test/fixtures/transparency/undo.js gives. */
const PATCHED = [
  'window MessageChannel',
  'window Worker',
  'MessageChannel.prototype constructor',
  'MessagePort.prototype postMessage',
  'MessagePort.prototype start',
  'MessagePort.prototype close',
  'MessagePort.prototype onmessage',
  'EventTarget.prototype addEventListener',
  'Worker.prototype constructor',
  'Worker.prototype postMessage',
  'Worker.prototype terminate',
  'window SharedWorker',
  'SharedWorker.prototype constructor',
  'ServiceWorker.prototype postMessage',
  'window BroadcastChannel',
  'BroadcastChannel.prototype constructor',
  'BroadcastChannel.prototype postMessage',
  'BroadcastChannel.prototype close',
  'BroadcastChannel.prototype onmessage',
  'BroadcastChannel.prototype onmessageerror',
  'EventTarget.prototype removeEventListener',
  'MessagePort.prototype onmessageerror',
  'ServiceWorkerContainer.prototype onmessage',
  'ServiceWorkerContainer.prototype onmessageerror',
  'Worker.prototype onmessage',
  'window onmessage',
  'window onmessageerror',
  'window postMessage',
  'window structuredClone',
  'MessageEvent.prototype data',
  'MessageEvent.prototype origin',
  'MessageEvent.prototype source',
  'Function.prototype toString',
];

/** What only one browser has. */
const PATCHED_IN = {
  chromium: ['EventTarget.prototype when'],
  firefox: ['Worker.prototype onmessageerror'],
} as const;

describe.each(browsersUnderTest())('undo in %s', (kind) => {
  let playground: Playground;
  let page: Page;
  let devTools: DevToolsDriver;

  beforeAll(async () => {
    playground = await openPlayground(kind);
    page = await playground.browser.openPage('about:blank');
  });
  afterAll(() => playground?.close());

  const read = <Result>(expression: string) => page.evaluate(expression) as Promise<Result>;
  const listChanged = async () => (await read<string[]>('undo.listChanged()')).sort();

  // Not by puppeteer's own waiting, which leaves globals in the page.
  const waitFor = (expression: string) => page.evaluate(toWaiting(expression, []));

  /** Waits until exactly these properties are changed: the agent comes and goes a moment after DevTools. */
  const waitForChanged = (names: readonly string[]) =>
    waitFor(`undo.listChanged().sort().join() === ${JSON.stringify([...names].sort().join())}`);

  beforeEach(async () => {
    await page.goto(playground.server.urlOf('undo.html'));
    expect(await listChanged()).toEqual([]);
    devTools = await playground.browser.openDevTools(page);
    await waitForChanged([...PATCHED, ...PATCHED_IN[kind]]);
  });

  afterEach(async () => {
    await devTools.close();
    await playground.browser.waitForInjection(false);
  });

  test('every property is the very one it was, and texts and keys never changed', async () => {
    expect(await read('[undo.haveTexts(), undo.listNewKeys()]')).toEqual([true, []]);
    expect(await read('undo.talk()')).toBe('heard');
    await devTools.close();
    await waitForChanged([]);
    expect(await read('[undo.haveTexts(), undo.listNewKeys()]')).toEqual([true, []]);
    expect(await read('undo.talk()')).toBe('heard');
  });

  test('what the page put over ours stays, and works', async () => {
    await read(`{
      const { postMessage } = MessagePort.prototype;
      globalThis.calls = 0;
      MessagePort.prototype.postMessage = function (...args) {
        calls += 1;
        return Reflect.apply(postMessage, this, args);
      };
    }`);
    await devTools.close();
    await waitForChanged(['MessagePort.prototype postMessage']);
    expect(await read('undo.talk()')).toBe('heard');
    expect(await read('calls')).toBe(1);
  });

  test('a function that the page kept works on', async () => {
    await read('globalThis.kept = { MessageChannel, listen: EventTarget.prototype.addEventListener }');
    await devTools.close();
    await waitForChanged([]);
    const isMade = 'new kept.MessageChannel() instanceof MessageChannel';
    const isHeard = `new Promise((resolve) => {
      const target = new EventTarget();
      kept.listen.call(target, 'message', () => resolve(true));
      target.dispatchEvent(new Event('message'));
    })`;
    expect(await read(`Promise.all([${isMade}, ${isHeard}])`)).toEqual([true, true]);
  });

  test('what the page froze stays ours, and works', async () => {
    await read('void Object.freeze(MessagePort.prototype)');
    await devTools.close();
    // Freezing has changed the flags of every property of the prototype; that is the page's doing.
    await waitFor(`undo.listChanged().every((name) => name.startsWith('MessagePort.prototype '))`);
    expect(await read('undo.talk()')).toBe('heard');
  });
});
