import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Realm } from '../../src/model';
import { createFakeSession, type FakeSession } from './support/fakeSession';
import { playMixedScenario, STACKS } from './support/mixedScenario';
import { showPanel, type Stage } from './support/stage';

const POSTED_FROM = '[data-section="Posted from"]';

describe('a call stack', () => {
  let session: FakeSession;
  let stage: Stage;

  beforeEach(async () => {
    session = createFakeSession(playMixedScenario());
    stage = await showPanel(session);
  });

  const realm = (id: string) => session.model.realms.get(id) as Realm;
  /** Opens the detail of the one message with that text in its value. */
  const open = async (text: string) => {
    await stage.type('[data-action="filter"]', text);
    await stage.key('[role="grid"]', 'Home');
  };
  /** The agent tells the text of a stack. */
  const tell = async (id: string, stack: number, text: string | null) => {
    realm(id).stacks.set(stack, text);
    session.change();
    await stage.settle();
  };

  test('is asked for when its message is looked at, once, and shown when it is told', async () => {
    await open('theme');
    expect(stage.text(`${POSTED_FROM} [data-stack="asked"]`)).toBe('Asking the page…');
    session.change();
    await stage.settle();
    expect(session.asked).toEqual(['stack top 1']);
    await tell('top', 1, STACKS.v8.replace('ORIGIN', location.origin));
    expect(stage.all(`${POSTED_FROM} li`).map((frame) => frame.textContent)).toEqual([
      'sendThemeembed.js:41:22',
      'async Promise.all index 0',
      'async startmain.js:7:3',
      'eval made by evalunknown.js:3:4',
      'Array.forEach native',
    ]);
    expect(stage.text(POSTED_FROM)).toContain('1 frame of Portscope hidden');
  });

  test('leads to the source, and says if DevTools do not know it', async () => {
    await open('theme');
    await tell('top', 1, STACKS.v8);
    await stage.click(`${POSTED_FROM} li:nth-child(2) .link`);
    expect(session.asked.at(-1)).toBe('open https://app.example/js/embed.js 41 22');
    expect(stage.text(`${POSTED_FROM} [role="status"]`)).not.toContain('Sources does not have');
    await stage.click(`${POSTED_FROM} li:nth-child(5) .link`);
    expect(stage.text(POSTED_FROM)).toContain('Sources does not have unknown.js:3:4');
  });

  test('is copied as the browser wrote it', async () => {
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    await open('theme');
    expect(stage.all('[data-action="copy-stack"]')).toHaveLength(0);
    await tell('top', 1, STACKS.v8);
    await stage.click('[data-action="copy-stack"]');
    expect(copied).toEqual([STACKS.v8]);
  });

  test('of what the page chose is text, and no link', async () => {
    await open('theme');
    await tell('top', 1, STACKS.gecko + '\n<img src=x onerror=alert(1)>@https://a.example/"><b>:1:1');
    expect(stage.all(`${POSTED_FROM} :is(a, img, b)`)).toHaveLength(0);
    expect(stage.all(`${POSTED_FROM} li .link`)).toHaveLength(2);
    expect(stage.text(`${POSTED_FROM} li:nth-child(2)`)).toContain('(anonymous)javascript:alert(1):1:1');
  });

  test('says why it is not there: not taken, off, not kept, nobody to tell', async () => {
    await open('hello');
    expect(stage.all(POSTED_FROM)).toHaveLength(0);
    await open('skipWaiting');
    expect(stage.text(`${POSTED_FROM} [data-stack="off"]`)).toContain('Call stacks are not taken.');
    await stage.click('[data-action="take-stacks"]');
    expect(session.asked).toEqual(['stacks']);
    expect(stage.text(`${POSTED_FROM} [data-stack="none"]`)).toContain('call stacks were off then');
    await open('theme');
    await tell('top', 1, null);
    expect(stage.text(`${POSTED_FROM} [data-stack="gone"]`)).toContain('holds the newest stacks only');
    realm('top').state = 'gone';
    await open('price');
    expect(stage.text(`${POSTED_FROM} [data-stack="gone"]`)).toContain('the realm that held it is gone');
  });

  test('of a listener is asked for when it is opened', async () => {
    await stage.graphIsLaidOut();
    await stage.click('[data-realm="cart"] .realm-title');
    const items = () => stage.all('[data-section="listeners"] [data-listener]');
    expect(items().map((item) => item.textContent?.replace(/\d\d:.*/, ''))).toEqual(['addEventListener', 'onmessage']);
    expect(session.asked).toEqual([]);
    await stage.click('[data-listener="1"]');
    expect(session.asked).toEqual(['stack cart 3']);
    await tell('cart', 3, STACKS.gecko);
    expect(stage.text('[data-section="listeners"] .frames')).toContain('listenembed.js:12:8');
  });
});
