import { beforeEach, describe, expect, test } from '@jest/globals';
import { createFakeSession, type FakeSession } from './support/fakeSession';
import { playMixedScenario } from './support/mixedScenario';
import { showPanel, type Stage } from './support/stage';

describe('what carries messages besides channels', () => {
  let session: FakeSession;
  let stage: Stage;

  beforeEach(async () => {
    session = createFakeSession(playMixedScenario());
    stage = await showPanel(session, { width: 1_400, height: 700 });
  });

  const open = async (text: string) => {
    await stage.type('[data-action="filter"]', text);
    await stage.key('[role="grid"]', 'Home');
  };
  const fact = (name: string) => stage.text(`.detail [data-fact="${name}"] dd`);

  test('is named in the table, with a sign', () => {
    const vias = stage.all('[data-message]').map((row) => row.querySelector('[data-cell="type"]'));
    expect(new Set(vias.map((cell) => cell?.textContent))).toEqual(
      new Set(['window', 'worker', 'port', 'service worker', 'broadcast']),
    );
    for (const cell of vias) expect(cell?.querySelectorAll('svg')).toHaveLength(1);
  });

  test('a broadcast stands in the table once for each that got it, and counts once', async () => {
    await stage.type('[data-action="filter"]', 'broadcast');
    const rows = stage.all('[data-message]').map((row) => {
      const cell = (name: string) => row.querySelector(`[data-cell="${name}"]`)?.textContent;
      return [cell('ends'), cell('channel'), cell('state')];
    });
    expect(rows).toEqual([
      ['app.example/→/cart.html', '“cart-updates”', 'delivered'],
      ['app.example/→/cart.html', '“cart-updates”', 'delivered'],
      ['/cart.html→“cart-updates”', '“cart-updates”', 'unseen'],
    ]);
    expect(stage.text('[data-counter="messages"]')).toBe('2 / 21');
    await stage.key('[role="grid"]', 'Home');
    expect(fact('Reached')).toContain('2 receivers');
  });

  test('a message to a window tells its target, its receiver and what the page read of it', async () => {
    await open('theme');
    expect(fact('Called on')).toContain('/cart.html (top.frames[1])');
    expect(fact('Target origin')).toBe('*Any: whatever page is in that window at that moment gets the message.');
    expect(fact('Origin')).toContain('https://app.example');
    expect(fact('Page read')).toContain('data, not origin, not source');
    expect(fact('Pairing')).toMatch(/^(observed|inferred)/);
    await open('price');
    expect(fact('Target origin')).toContain('https://old.example');
    expect(fact('State')).toContain('the browser dropped it');
    await open('height');
    expect(fact('Page read')).toContain('nothing so far');
    expect(stage.all('.detail [data-fact="Target origin"]')).toHaveLength(0);
  });

  test('a line of the graph filters the table, and tells what it stands for', async () => {
    await stage.graphIsLaidOut();
    await stage.click('[data-flow="flow:service-worker:1:7"] .flow-line');
    expect(stage.text('[data-selection]')).toBe('service worker messages app.example/ — /sw.js');
    expect(stage.text('[data-counter="messages"]')).toBe('2 / 21');
    expect(stage.text('.detail')).toContain('Messages without a channel');
    await stage.key('[data-flow="flow:service-worker:1:7"]', 'Escape');
    expect(stage.all('[data-selection]')).toHaveLength(0);
  });

  test('a group and the lines to it do too', async () => {
    await stage.graphIsLaidOut();
    await stage.click('[data-stop="group:1"] .realm-title');
    expect(stage.text('[data-counter="messages"]')).toBe('2 / 21');
    expect(stage.text('[data-section="members"]')).toContain('3 members, 3 open');
    await stage.click('[data-flow="member:1:1"] .flow-line');
    expect(stage.text('[data-selection]')).toBe('“cart-updates” in app.example/');
    expect(stage.text('[data-counter="messages"]')).toBe('1 / 21');
  });

  test('boxes tell what they are, and which realm cannot be trusted', async () => {
    await stage.graphIsLaidOut();
    const names = stage.all('[data-kind]').map((box) => box.getAttribute('aria-label'));
    expect(names).toEqual(
      expect.arrayContaining([
        'Realm /cart.html, top.frames[1], altered before Portscope came: what it tells may be forged',
        'Other window opener id.example, id.example another tab, not inspected, seen from outside only',
        'Shared worker /hub.js, app.example shared worker “hub”, seen from outside only',
        'Service worker /sw.js, app.example service worker, seen from outside only',
        'Broadcast “cart-updates”, broadcast, app.example',
      ]),
    );
    expect(stage.all('.realm-altered').length).toBe(2);
    await stage.click('[data-realm="cart"] .realm-title');
    expect(fact('Altered')).toContain('MessageChannel, postMessage');
  });

  test('every line of the graph can be reached and has a name', async () => {
    await stage.graphIsLaidOut();
    expect(stage.all('[data-flow]')).toHaveLength(7);
    for (const line of stage.all('[data-flow]')) expect(line.getAttribute('aria-label')).not.toBe('');
  });
});
