/** What the panel says of a message to a window: by whom it was posted, to which origin, from where in the code. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { openDemoSession, type DemoSession } from './support/demoSession';

describe.each(browsersUnderTest())('a message to a window, in %s', (kind) => {
  let demo: DemoSession;

  beforeAll(async () => {
    demo = await openDemoSession(kind);
    await demo.panel.changeSetting('stacks', true);
  });
  afterAll(() => demo?.close());

  /** Runs a script of the page's own, and opens the detail of the message that it posts to the frame of its origin. */
  async function post(way: string, script: string): Promise<void> {
    await demo.page.evaluate((code: string) => {
      const element = document.createElement('script');
      const frames = [...document.querySelectorAll('iframe')];
      Object.assign(globalThis, { near: frames.find((frame) => frame.contentDocument !== null)?.contentWindow });
      element.textContent = code;
      document.head.append(element);
    }, script);
    await demo.panel.openRow(`{way: '${way}'}`);
  }

  test('by a sloppy function: the target origin, both halves observed, and the stack', async () => {
    await post(
      'sloppy',
      `function sendSloppily() { near.postMessage({ way: 'sloppy' }, location.origin) } sendSloppily()`,
    );
    expect(await demo.panel.readFact('Target origin')).toContain(demo.origins.page);
    expect(await demo.panel.readFact('Pairing')).toContain('observed');
    expect(await demo.panel.readFact('From')).toContain(demo.realms.page);
    expect((await demo.panel.readStack())[0]).toContain('sendSloppily');
  });

  test('from the frame to its parent: the frame is the sender, its target origin known', async () => {
    await post('up', `near.eval('function sendUp() { parent.postMessage({ way: "up" }, location.origin) } sendUp()')`);
    expect(await demo.panel.readFact('Target origin')).toContain(demo.origins.page);
    expect(await demo.panel.readFact('Pairing')).toContain('observed');
    expect(await demo.panel.readFact('From')).toContain(demo.realms.same);
    expect((await demo.panel.readStack())[0]).toContain('sendUp');
  });

  test('by a strict function: no target origin, the halves inferred, and the stack', async () => {
    await post(
      'strict',
      `function sendStrictly() { 'use strict'; near.postMessage({ way: 'strict' }, '*') } sendStrictly()`,
    );
    expect(await demo.panel.readFact('Target origin')).not.toContain('*');
    expect(await demo.panel.readFact('Pairing')).toContain('inferred');
    expect(await demo.panel.readFact('From')).toContain(demo.realms.page);
    expect((await demo.panel.readStack())[0]).toContain('sendStrictly');
  });

  test('through a port: the stack', async () => {
    await demo.page.evaluate(() => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => undefined;
      function sendThroughPort(): void {
        port1.postMessage({ way: 'port' });
      }
      sendThroughPort();
    });
    await demo.panel.openRow(`{way: 'port'}`);
    expect((await demo.panel.readStack())[0]).toContain('sendThroughPort');
  });
});
