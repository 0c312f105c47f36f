import { beforeEach, describe, expect, test } from '@jest/globals';
import { marksOf } from '../../panels/diagnostics';
import { sceneOf, type Scene } from '../../panels/graph';
import { layoutKey } from '../../panels/graph/scene';
import { surveyMessages } from '../../panels/survey';
import { clearModel, diagnosticsOf, visibleMessages, type Diagnostic } from '../../src/model';
import { createFakeSession, type FakeSession } from './support/fakeSession';
import { delivered, hearLater, playScenario, port, posted, startScript } from './support/scenario';
import { showPanel, type Stage } from './support/stage';

const BADGE = '[data-action="diagnostics"]';
const LIST = '#diagnostics-list';

describe('what is wrong, in the panel', () => {
  let session: FakeSession;
  let stage: Stage;
  let known: Diagnostic[];

  beforeEach(async () => {
    session = createFakeSession(playScenario());
    known = diagnosticsOf(session.model);
    stage = await showPanel(session, { width: 1_200, height: 700 });
  });

  const byHand = (kind: Diagnostic['kind']): string => {
    const found = known.find((diagnostic) => diagnostic.kind === kind);
    if (found === undefined) throw new Error(`The scenario has no “${kind}”.`);
    return `${LIST} [data-diagnostic="${found.id}"]`;
  };

  test('is counted by the badge, which opens the list and closes it again', async () => {
    expect(stage.one(BADGE).getAttribute('aria-label')).toBe('3 errors, 1 warning');
    expect(stage.all(LIST)).toHaveLength(0);
    await stage.click(BADGE);
    expect(stage.all(`${LIST} .diagnostic-sentence`).map((text) => text.textContent)).toEqual(
      known.map(({ sentence }) => sentence),
    );
    expect(stage.one(BADGE).getAttribute('aria-expanded')).toBe('true');
    expect(stage.one(LIST).contains(document.activeElement)).toBe(true);
    await stage.click(BADGE);
    expect(stage.all(LIST)).toHaveLength(0);
  });

  test('the list gives the focus back to the badge when Escape closes it, and remembers nothing', async () => {
    await stage.click(BADGE);
    const entry = byHand('posting to a closed port');
    await stage.click(`${entry} [data-action="diagnostic-messages"]`);
    await stage.key(`${LIST} .detail-body`, 'Escape');
    expect(document.activeElement).toBe(stage.one(BADGE));
    await stage.click(BADGE);
    expect(stage.all(`${LIST} [data-link]`)).toHaveLength(0);
  });

  test('a link of the list selects in the graph, and the list stays as it is', async () => {
    await stage.click(BADGE);
    const entry = byHand('posting to a closed port');
    const before = stage.one(entry);
    await stage.click(`${entry} [data-subject]`);
    expect(stage.text('[data-selection]')).toBe('port 22');
    expect(stage.one(entry)).toBe(before);
    expect(stage.all(`${LIST} [data-diagnostic]`)).toHaveLength(known.length);
  });

  test('a message behind an entry lies over the list, which is still open below', async () => {
    await stage.click(BADGE);
    const entry = byHand('posting to a closed port');
    await stage.click(`${entry} [data-action="diagnostic-messages"]`);
    await stage.click(`${entry} [data-link]`);
    expect(stage.text('.detail-layer:not([inert]) .tree')).toContain('is anybody there?');
    expect(stage.one(BADGE).getAttribute('aria-expanded')).toBe('false');
    // It says by itself what went wrong with it.
    expect(stage.text('.detail-layer:not([inert]) [data-section="diagnostics"]')).toContain('after it was closed');
    await stage.click('.detail-layer:not([inert]) [data-action="close-detail"]');
    expect(stage.all(`${entry} [data-link]`)).toHaveLength(1);
    expect(stage.one('.detail-layer').hasAttribute('inert')).toBe(false);
  });

  test('is marked in the graph and part of the names there; what has nothing has no mark', async () => {
    await stage.graphIsLaidOut();
    expect(stage.one('[data-port="22"]').getAttribute('aria-label')).toBe('port 22 in app.example/, closed, 1 error');
    expect(stage.one('[data-realm="inner"]').getAttribute('aria-label')).toMatch(/, 1 error$/);
    expect(stage.one('[data-port="24"] .trouble').getAttribute('data-trouble')).toBe('warning');
    expect(stage.text('[data-port="22"] title')).toContain(
      known.find(({ kind }) => kind === 'posting to a closed port')?.sentence ?? '?',
    );
    expect(stage.all('[data-port="1"] .trouble')).toHaveLength(0);
    expect(stage.all('.graph [data-stop] .trouble')).toHaveLength(known.length);
  });

  test('a mark moves nothing', () => {
    const { model } = session;
    const survey = surveyMessages(visibleMessages(model), true);
    const marks = marksOf(known);
    const marked: Scene = sceneOf(model, 2, survey, marks);
    expect(marked.ports.filter(({ level }) => level !== null)).toHaveLength(3);
    expect(layoutKey(marked)).toBe(layoutKey(sceneOf(model, 2, survey)));
  });

  test('stands on top of the detail of what it is about', async () => {
    await stage.graphIsLaidOut();
    await stage.click('[data-port="22"] .port-label');
    const [first] = stage.all('.detail .section');
    expect(first?.getAttribute('data-section')).toBe('diagnostics');
    expect(first?.textContent).toContain('1 diagnostic');
    expect(first?.querySelectorAll('[data-subject]')).toHaveLength(0);
    await stage.click('[data-channel="11"] path');
    expect(stage.text('.detail [data-section="diagnostics"] [data-subject]')).toBe('port 22');
    await stage.click('[data-port="1"] .port-label');
    expect(stage.all('.detail [data-section="diagnostics"]')).toHaveLength(0);
  });

  test('opened with something selected, the list shows what is wrong there, and all on demand', async () => {
    await stage.graphIsLaidOut();
    await stage.click('[data-port="22"] .port-label');
    await stage.click(BADGE);
    expect(stage.text('.narrowing')).toBe(`1 on port 22 · show all ${known.length}`);
    await stage.click('[data-port="1"] .port-label');
    expect(stage.all(LIST)).toHaveLength(0);
    expect(stage.text('.detail h2')).toBe('port 1');
  });
});

describe('the detail of a port', () => {
  test('shows what waits there; each opens with its value', async () => {
    const { model, realm, say } = startScript();
    realm('top', 'https://app.example/', 'top');
    say('top', { kind: 'channel-created', handles: [1, 2] });
    for (let n = 1; n <= 250; n += 1) say('top', posted(port(1), ['object', 'n', n]));
    const stage = await showPanel(createFakeSession(model), { width: 1_200, height: 700 });
    await stage.graphIsLaidOut();
    await stage.click('[data-port="2"] .port-label');
    expect(stage.text('.detail [data-fact="Queue"] dd')).toBe('250');
    expect(stage.text('[data-section="queue"] h3')).toBe('250 messages wait');
    expect(stage.text('[data-section="queue"]')).toContain('holds them at port 2 in app.example/ until start()');
    const links = () => stage.all('[data-section="queue"] [data-link]');
    expect(links()).toHaveLength(100);
    await stage.click('[data-action="more-messages"]');
    await stage.click('[data-action="more-messages"]');
    expect(links().map((link) => link.querySelector('.message-link-summary')?.textContent)).toEqual(
      Array.from({ length: 250 }, (_, index) => `{n: ${index + 1}}`),
    );
    // They are among the messages of the port, though nothing was delivered to it.
    expect(stage.text('[data-counter="messages"]')).toBe('250');
    (links()[249] as HTMLElement).click();
    await stage.settle();
    expect(stage.text('.detail .tree')).toContain('250');
  });

  test('tells its journey: how it came, how sure that is, how long it stayed, what it did there', async () => {
    const { model, realm, say } = startScript();
    const worker = { type: 'worker', worker: 1 } as const;
    realm('top', 'https://app.example/', 'top');
    realm('embed', 'https://widget.test/embed', 'top.frames[0]');
    say('top', { kind: 'worker-created', worker: 1, url: 'https://app.example/worker.js', late: false });
    // Born in top, posted on there, sent to the embed over a channel, and unseen from there to the worker of top.
    say('top', { kind: 'channel-created', handles: [1, 2] }, { kind: 'channel-created', handles: [3, 4] });
    say('top', { kind: 'started', handle: 1, how: 'onmessage' });
    say('embed', delivered({ type: 'window' }, 'hello', [1], 'https://app.example'));
    say('embed', posted(port(1), 'hello back'));
    say('top', delivered(port(1), 'hello back'), posted(port(4), 'early'));
    say('top', posted(port(1), 'take this', [{ type: 'port', handle: 4 }]));
    say('embed', { kind: 'started', handle: 1, how: 'onmessage' }, delivered(port(1), 'take this', [2]));
    say('top', posted(worker, 'and this', [{ type: 'port', handle: 3 }]));
    hearLater(model, ['top', 'embed']);
    const session = createFakeSession(model);
    const stage = await showPanel(session, { width: 1_200, height: 700 });
    await stage.graphIsLaidOut();
    const journeyOf = async (id: string) => {
      await stage.click(`[data-port="${id}"] .port-label`);
      return stage.all('.journey [data-stay]').map((stay) => stay.textContent ?? '');
    };
    const [born, came, ...rest] = await journeyOf('4');
    expect(rest).toEqual([]);
    expect(born).toMatch(
      /^app\.example\/ made here at [\d:.]+stayed [\d.]+ m?s, left at [\d:.]+; posted 1, got 0 there$/,
    );
    expect(came).toMatch(/^\/?widget\.test\/embed arrived at [\d:.]+, by message \d+/);
    expect(came).toContain('observed Both sides were seen');
    expect(came).toMatch(/here now; posted 0, got 0 there$/);
    const [, unseen] = await journeyOf('3');
    expect(unseen).toContain('observed The call that sent it was seen; here no agent runs.');
    expect(unseen).toContain('what it posted and got there is not seen');
    const [, inferred] = await journeyOf('2');
    expect(inferred).toContain('inferred Its departure was not seen.');
    expect(inferred).toContain('It would be sure if the call that sent it were seen');
    await stage.click('.journey [data-link]');
    expect(stage.text('.detail .tree')).toContain('hello');
    clearModel(model);
    session.change();
    await stage.settle();
    expect(stage.text('.journey')).toMatch(/by message \d+ \(cleared\)/);
  });
});
