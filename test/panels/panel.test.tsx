import { beforeEach, describe, expect, test } from '@jest/globals';
import { createModel, printModel, totalsOf, visibleMessages } from '../../src/model';
import { createFakeSession, type FakeSession } from './support/fakeSession';
import { playScenario, port, posted, startScript } from './support/scenario';
import { showPanel, type Stage } from './support/stage';

const GRID = '[role="grid"]';
const SELECTED = '[data-message][aria-selected="true"]';

describe('the panel', () => {
  let session: FakeSession;
  let stage: Stage;
  let count: number;

  beforeEach(async () => {
    session = createFakeSession(playScenario());
    stage = await showPanel(session);
    count = visibleMessages(session.model).length;
  });

  const ids = () => stage.all('[data-message]').map((row) => Number(row.getAttribute('data-message')));
  const selected = () => Number(stage.one(SELECTED).getAttribute('data-message'));

  test('counts what there is', () => {
    expect(stage.text('[data-counter="messages"]')).toBe(`${count}`);
    const { ports, queued, lost } = totalsOf(session.model);
    expect(stage.text('[data-counter="ports"]')).toBe(`${ports}`);
    expect(stage.text('[data-counter="queued"]')).toBe(`${queued}`);
    expect(stage.text('[data-counter="lost"]')).toBe(`${lost}`);
    expect(stage.text('[data-counter="gaps"]')).toBe('1');
    expect(stage.text('[data-bar="notices"]')).toContain('dropped 12 records');
  });

  test('the table has all the room until there is a detail to show, and keeps its state then', async () => {
    const table = stage.one(GRID);
    const pane = table.closest<HTMLElement>('.split-pane');
    expect(pane?.style.flex).toMatch(/^1 1 0/);
    await stage.key(GRID, 'Home');
    expect(pane?.style.flex).toMatch(/^0\.66 1 0/);
    expect(stage.one(GRID)).toBe(table);
    await stage.click('[data-action="close-detail"]');
    expect(pane?.style.flex).toMatch(/^1 1 0/);
  });

  test('draws only the rows in sight', () => {
    // 300 px less the head are 13.1 rows of 21 px.
    expect(ids().length).toBeLessThan(16);
    expect(Number(stage.one(GRID).getAttribute('aria-rowcount'))).toBe(count + 1);
  });

  test('rows are selected by keyboard, from one end to the other, and by mouse', async () => {
    await stage.key(GRID, 'Home');
    const first = selected();
    await stage.key(GRID, 'ArrowDown');
    const second = selected();
    expect(second).not.toBe(first);
    await stage.key(GRID, 'ArrowUp');
    expect(selected()).toBe(first);
    expect(stage.one(GRID).getAttribute('aria-activedescendant')).toBe(stage.one(SELECTED).id);
    await stage.key(GRID, 'End');
    expect(stage.text(`${SELECTED} [data-cell="summary"]`)).toContain('TypeError: x is not a function');
    await stage.key(GRID, 'Escape');
    expect(stage.all(SELECTED)).toHaveLength(0);
    const [row] = ids();
    await stage.click(`[data-message="${row}"]`);
    expect(selected()).toBe(row);
  });

  test('states are told by words and icons, not by colour alone', async () => {
    const states = new Set<string>();
    await stage.key(GRID, 'Home');
    for (let i = 0; i < count; i += 1) {
      states.add(stage.text(`${SELECTED} [data-cell="state"]`));
      expect(stage.all(`${SELECTED} [data-cell="state"] svg`)).toHaveLength(1);
      await stage.key(GRID, 'ArrowDown');
    }
    expect([...states].sort()).toEqual([
      'delivered',
      'failed',
      'in flight',
      'lost (port closed)',
      'lost (realm gone)',
      'messageerror',
      'queued',
      'unseen',
    ]);
  });

  test('text filters the rows, whatever its case, and the counter says of how many', async () => {
    await stage.type('[data-action="filter"]', 'DOCUMENT/SAVE');
    expect(ids()).toHaveLength(1);
    expect(stage.text('[data-counter="messages"]')).toBe(`1 / ${count}`);
    await stage.type('[data-action="filter"]', 'no such thing');
    expect(stage.text('[data-placeholder="filtered"]')).toContain('No message passes the filter');
    await stage.click('[data-placeholder="filtered"] button');
    expect(stage.text('[data-counter="messages"]')).toBe(`${count}`);
  });

  test('a selected channel shows its messages only, until the chip is removed', async () => {
    await stage.graphIsLaidOut();
    await stage.click('[data-channel="1"] path');
    expect(stage.text('[data-selection]')).toBe('channel 1');
    expect(stage.text('[data-counter="messages"]')).toBe(`10 / ${count}`);
    expect(stage.all('[data-message] [data-cell="channel"]').map((cell) => cell.textContent)).toEqual(
      Array.from({ length: 10 }, () => '1'),
    );
    expect(stage.text('.detail h2')).toBe('Channel 1');
    await stage.click('[data-action="deselect"]');
    expect(stage.text('[data-counter="messages"]')).toBe(`${count}`);
  });

  test('the graph is walked and its parts selected by keyboard', async () => {
    await stage.graphIsLaidOut();
    expect(stage.all('.graph [data-stop][tabindex="0"]')).toHaveLength(1);
    const at = () => document.activeElement?.getAttribute('data-stop');
    (stage.one('[data-port="1"]') as HTMLElement).focus();
    await stage.key('[data-port="1"]', 'Enter');
    expect(stage.text('[data-selection]')).toBe('port 1');
    await stage.key('[data-port="1"]', 'ArrowRight');
    expect(at()).toBe('channel:1');
    await stage.key('[data-channel="1"]', 'ArrowRight');
    expect(at()).toBe('port:2');
    await stage.key('[data-port="2"]', 'Escape');
    expect(stage.all('[data-selection]')).toHaveLength(0);
  });

  test('Escape goes to DevTools only when there is nothing to leave here', async () => {
    await stage.graphIsLaidOut();
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => void heard.push(event.key);
    document.addEventListener('keydown', listen);
    await stage.click('[data-channel="1"] path');
    await stage.key('[data-channel="1"]', 'Escape');
    await stage.key(GRID, 'Home');
    await stage.key(GRID, 'Escape');
    expect(heard).toEqual(['Home']);
    await stage.key(GRID, 'Escape');
    await stage.key('[data-channel="1"]', 'Escape');
    document.removeEventListener('keydown', listen);
    expect(heard).toEqual(['Home', 'Escape', 'Escape']);
  });

  test('everything in the graph has a name', async () => {
    await stage.graphIsLaidOut();
    expect(stage.one('[data-port="6"]').getAttribute('aria-label')).toMatch(
      /^port 6 in \S+, queueing, at least 3 queued$/,
    );
    for (const part of stage.all('.graph [data-stop]')) expect(part.getAttribute('aria-label')).not.toBe('');
    for (const button of stage.all('button')) {
      expect(button.getAttribute('aria-label') ?? button.textContent).not.toBe('');
    }
  });

  test('a message that carried a port leads to it, and its journey leads back', async () => {
    await stage.type('[data-action="filter"]', 'connect');
    await stage.key(GRID, 'Home');
    await stage.click('[data-transfer]');
    expect(stage.text('.detail h2')).toBe('port 10');
    expect(stage.text('.journey')).toContain('/sync-worker.js');
  });

  test('latency that is not known says why', async () => {
    await stage.type('[data-action="filter"]', 'progress');
    await stage.key(GRID, 'Home');
    expect(stage.text('[data-fact="Latency"]')).toContain('not known');
    expect(stage.text('[data-fact="Latency"] p')).not.toBe('');
  });

  test('the toolbar asks the session', async () => {
    await stage.click('[data-action="record"]');
    await stage.click('[data-action="record"]');
    await stage.click('[data-action="clear"]');
    (stage.one('[data-action="preserve"]') as HTMLInputElement).click();
    await stage.settle();
    expect(session.asked).toEqual(['pause', 'record', 'clear', 'preserve']);
    expect(stage.one('[data-action="record"]').getAttribute('aria-pressed')).toBe('true');
  });

  describe('copies itself as text', () => {
    const clipboard = (writeText: (text: string) => Promise<void>) =>
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    const refuse = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));

    test('through the clipboard, and says so', async () => {
      const copied: string[] = [];
      clipboard(async (text) => void copied.push(text));
      await stage.click('[data-action="copy-text"]');
      expect(copied).toEqual([printModel(session.model)]);
      expect(copied[0]).toMatch(/^Diagnostics$/m);
      expect(stage.text('[data-copy="done"]')).toBe('Copied');
    });

    test('through a selection, where DevTools refuse the clipboard', async () => {
      clipboard(refuse);
      const copied: string[] = [];
      document.execCommand = () => {
        copied.push((document.activeElement as HTMLTextAreaElement).value);
        return true;
      };
      await stage.click('[data-action="copy-text"]');
      expect(copied).toEqual([printModel(session.model)]);
      expect(stage.text('[data-copy="done"]')).toBe('Copied');
      expect(document.querySelector('textarea')).toBeNull();
    });

    test('or says why not', async () => {
      clipboard(refuse);
      document.execCommand = () => false;
      await stage.click('[data-action="copy-text"]');
      expect(stage.text('[data-copy="failed"]')).toContain('did not let Portscope write');
    });
  });

  test('a page that was there before DevTools gets an offer to reload', async () => {
    expect(stage.all('[data-bar="late"]')).toHaveLength(0);
    session.setStatus({ isLate: true });
    await stage.settle();
    await stage.click('[data-action="reload-late"]');
    expect(session.asked).toEqual(['reload']);
  });

  test('a broken connection is said', async () => {
    session.setStatus({ isConnected: false });
    await stage.settle();
    expect(stage.text('[data-bar="disconnected"]')).toContain('Connecting again');
  });
});

describe('the panel without messages', () => {
  test('says what to do', async () => {
    const stage = await showPanel(createFakeSession(createModel()));
    expect(stage.text('[data-placeholder="empty"]')).toContain('Reload the page');
  });

  test('follows the newest message, unless the user scrolled up', async () => {
    const { model, realm, say } = startScript();
    realm('top', 'https://app.example/', 'top');
    say('top', { kind: 'channel-created', handles: [1, 2] });
    const session = createFakeSession(model);
    const stage = await showPanel(session);
    const post = async (from: number, to: number) => {
      for (let n = from; n < to; n += 1) say('top', posted(port(1), n));
      session.change();
      await stage.settle();
    };
    const last = () => stage.all('[data-message] [data-cell="summary"]').map((cell) => cell.textContent);
    await post(0, 100);
    expect(last()).toContain('99');
    await stage.key(GRID, 'Home');
    await post(100, 200);
    expect(last()).toContain('0');
    await stage.click('[data-action="newest"]');
    expect(last()).toContain('199');
    await post(200, 300);
    expect(last()).toContain('299');
  });
});

describe('a page that cannot be reached', () => {
  test.each([
    ['no-permission', 'Portscope has no access to this page', 'permission'],
    ['restricted-page', 'This page cannot be inspected', 'reload'],
    ['no-file-access', 'Portscope has no access to local files', 'reload'],
    ['unknown', 'Nothing could be put into this page', 'reload'],
  ] as const)('%s: says so, and offers the way out', async (reason, title, asked) => {
    const session = createFakeSession(createModel());
    session.setStatus({ state: 'refused', reason, detail: 'the browser’s own words' });
    const stage = await showPanel(session);
    expect(stage.text(`[data-refused="${reason}"] h2`)).toBe(title);
    expect(stage.text('[data-refused]')).toContain('the browser’s own words');
    await stage.click('[data-refused] button');
    expect(session.asked).toEqual([asked]);
  });
});
