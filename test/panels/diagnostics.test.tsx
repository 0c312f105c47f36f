import { beforeEach, describe, expect, test } from '@jest/globals';
import { DiagnosticsBadge, DiagnosticsList, diagnosticsAbout, marksOf } from '../../panels/diagnostics';
import { nameSelection, type Selection } from '../../panels/selection';
import type { Channel, Diagnostic, Message, Model } from '../../src/model';
import { diagnose, portAt } from './support/handmade';
import { playScenario } from './support/scenario';
import { showView } from './support/stage';

const SENTENCE = '.diagnostic-sentence';

describe('the badge', () => {
  const show = async (diagnostics: readonly Diagnostic[], isOpen = false) => {
    let pressed = 0;
    const onPress = () => void (pressed += 1);
    const { stage } = await showView(
      <DiagnosticsBadge diagnostics={diagnostics} isOpen={isOpen} onPress={onPress} buttonRef={null} />,
    );
    return { stage, pressed: () => pressed };
  };
  const of = (model: Model, ...levels: Diagnostic['level'][]) =>
    levels.map((level, index) => diagnose({ level, id: `${index}`, subject: portAt(model, 1) }));

  test('counts by level, in words, in numbers and with a sign for each', async () => {
    const { stage, pressed } = await show(of(playScenario(), 'error', 'info', 'error', 'warning', 'error'));
    const button = stage.one('[data-action="diagnostics"]');
    expect(button.getAttribute('aria-label')).toBe('3 errors, 1 warning, 1 info');
    expect(stage.all('[data-level]').map((count) => [count.getAttribute('data-level'), count.textContent])).toEqual([
      ['error', '3'],
      ['warning', '1'],
      ['info', '1'],
    ]);
    const shapes = stage.all('.level-ground').map((shape) => shape.getAttribute('d'));
    expect(new Set(shapes).size).toBe(3);
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await stage.click('[data-action="diagnostics"]');
    expect(pressed()).toBe(1);
  });

  test('is quiet when there is nothing to count, and says which list is open', async () => {
    const { stage } = await show([], true);
    const button = stage.one('[data-action="diagnostics"]');
    expect(button.getAttribute('aria-label')).toBe('No diagnostics');
    expect(button.textContent).toBe('');
    expect(button.getAttribute('aria-controls')).toBe('diagnostics-list');
  });
});

describe('the list of diagnostics', () => {
  let model: Model;
  let selected: Selection[];
  let followed: Message[];
  let closed: number;

  beforeEach(() => {
    model = playScenario();
    [selected, followed, closed] = [[], [], 0];
  });

  const list = (diagnostics: readonly Diagnostic[], selection: Selection | null = null) => (
    <DiagnosticsList
      diagnostics={diagnostics}
      selection={selection}
      onSelect={(next) => void selected.push(next)}
      onMessage={(message) => void followed.push(message)}
      onClose={() => void (closed += 1)}
    />
  );
  const sentences = (stage: { all(css: string): Element[] }) => stage.all(SENTENCE).map((text) => text.textContent);
  const port = (id: number) => portAt(model, id);

  test('groups by level, worst first, and says how often, what to do, where and when', async () => {
    const { stage } = await showView(
      list([
        diagnose({ level: 'info', sentence: 'Good to know.', subject: port(1) }),
        diagnose({
          level: 'error',
          sentence: 'Three are lost.',
          advice: 'Keep the port open.',
          count: 3,
          subject: port(9),
          since: new Date(2025, 4, 6, 9, 30, 12, 5).getTime(),
        }),
        diagnose({ level: 'warning', sentence: 'Never closed.', subject: port(2) }),
      ]),
    );
    expect(stage.all('[data-group]').map((group) => group.getAttribute('data-group'))).toEqual([
      'error',
      'warning',
      'info',
    ]);
    expect(sentences(stage)).toEqual(['Three are lost.', 'Never closed.', 'Good to know.']);
    const worst = stage.one('[data-level="error"]');
    expect(worst.querySelector('.diagnostic-advice')?.textContent).toBe('Keep the port open.');
    expect(worst.querySelector('.diagnostic-count')?.textContent).toBe('3 times');
    expect(worst.querySelector('[data-subject]')?.textContent).toBe('port 9');
    expect(worst.textContent).toContain('Error: Three are lost.');
    expect(worst.textContent).toContain('first at 09:30:12.005');
    expect(stage.all('[data-level="info"] .diagnostic-count')).toHaveLength(0);
    expect(stage.text('.detail')).toContain('As far as is seen');
  });

  test('leads to what it is about, and to the messages behind it', async () => {
    const { posts } = port(5);
    const { stage } = await showView(list([diagnose({ subject: port(5), count: 1_300, messages: posts })]));
    await stage.click('[data-subject]');
    expect(selected.map(nameSelection)).toEqual(['port 5']);
    expect(stage.all('[data-link]')).toHaveLength(0);
    expect(stage.text('[data-action="diagnostic-messages"]')).toBe('1,300 messages');
    await stage.click('[data-action="diagnostic-messages"]');
    expect(stage.all('[data-link]')).toHaveLength(posts.length);
    expect(stage.text('.detail')).toContain('more messages only counted');
    await stage.click('[data-link]');
    expect(followed.map(({ id }) => id)).toEqual([posts[0]?.id]);
  });

  test('keeps every entry where it is while others come, and gives one that comes back its place', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map((sentence) => diagnose({ sentence, subject: port(1) }));
    const { stage, show } = await showView(list([one, two] as Diagnostic[]));
    const first = stage.one(`[data-diagnostic="one"]`);
    await show(list([three, one, two] as Diagnostic[]));
    expect(sentences(stage)).toEqual(['one', 'two', 'three']);
    expect(stage.one(`[data-diagnostic="one"]`)).toBe(first);
    await show(list([three, two] as Diagnostic[]));
    await show(list([three, two, one] as Diagnostic[]));
    expect(sentences(stage)).toEqual(['one', 'two', 'three']);
  });

  test('shows what is selected first, and the others on demand', async () => {
    const all = [
      diagnose({ sentence: 'on 5', subject: port(5) }),
      diagnose({ sentence: 'on 9', subject: port(9) }),
      diagnose({ sentence: 'on the channel', subject: { kind: 'channel', channel: port(5).port.channel } }),
    ];
    const { stage, show } = await showView(list(all, port(5)));
    expect(sentences(stage)).toEqual(['on 5', 'on the channel']);
    expect(stage.text('.narrowing')).toBe('2 on port 5 · show all 3');
    // A link of the list selects something else: it stays what it is.
    await show(list(all, port(9)));
    expect(sentences(stage)).toEqual(['on 5', 'on the channel']);
    await stage.click('[data-action="narrow"]');
    expect(sentences(stage)).toEqual(['on 5', 'on 9', 'on the channel']);
    expect(stage.text('.narrowing')).toBe('All 3 · show only the 1 on port 9');
    await show(list(all, port(1)));
    expect(stage.all('.narrowing')).toHaveLength(0);
  });

  test('takes the focus, and closes by Escape, which DevTools do not hear', async () => {
    const { stage } = await showView(list([diagnose({ subject: port(1) })]));
    expect(document.activeElement).toBe(stage.one('.detail-body'));
    let heard = 0;
    const listen = () => void (heard += 1);
    document.addEventListener('keydown', listen);
    await stage.key('[data-subject]', 'Escape');
    document.removeEventListener('keydown', listen);
    expect([closed, heard]).toEqual([1, 0]);
    await stage.click('[data-action="close-detail"]');
    expect(closed).toBe(2);
  });

  test('says so when nothing is wrong', async () => {
    const { stage } = await showView(list([]));
    expect(stage.text('[data-placeholder="no-diagnostics"] h2')).toBe('Nothing is wrong, as far as is seen');
  });

  test('tells of a realm what is wrong with the ports it holds', () => {
    const widget = model.realms.get('widget');
    if (widget === undefined) throw new Error('The scenario has a widget.');
    const held = [...model.ports.values()].find(({ handles }) => handles.at(-1)?.realm === widget);
    const elsewhere = [...model.ports.values()].find(({ handles }) => handles.at(-1)?.realm !== widget);
    if (held === undefined || elsewhere === undefined) throw new Error('It holds some of the ports.');
    const about = [
      diagnose({ id: 'the realm', subject: { kind: 'realm', realm: widget } }),
      diagnose({ id: 'held', subject: { kind: 'port', port: held } }),
      diagnose({ id: 'elsewhere', subject: { kind: 'port', port: elsewhere } }),
    ];
    const found = diagnosticsAbout(about, { kind: 'realm', realm: widget });
    expect(found.map(({ id }) => id)).toEqual(['the realm', 'held']);
  });

  test('gives each thing of the graph one mark, with the worst of its levels', () => {
    const channel = model.channels.get(1) as Channel;
    const marks = marksOf([
      diagnose({ level: 'info', subject: port(5) }),
      diagnose({ level: 'warning', sentence: 'Nobody starts it.', subject: port(5) }),
      diagnose({ level: 'error', sentence: 'It is lost.', subject: { kind: 'channel', channel } }),
    ]);
    expect([...marks]).toEqual([
      ['port:5', { level: 'warning', troubles: '1 warning, 1 info', trouble: 'Nobody starts it.' }],
      ['channel:1', { level: 'error', troubles: '1 error', trouble: 'It is lost.' }],
    ]);
  });
});
