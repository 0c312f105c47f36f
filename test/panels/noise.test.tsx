import { describe, expect, test } from '@jest/globals';
import { createFakeSession } from './support/fakeSession';
import { playMixedScenario, playNoiseOnly } from './support/mixedScenario';
import { playScenario } from './support/scenario';
import { showPanel } from './support/stage';

const TOGGLE = '[data-action="noise"]';

describe('noise', () => {
  test('is hidden, counted and named until it is asked for, and marked then', async () => {
    const stage = await showPanel(createFakeSession(playMixedScenario()), { width: 1_200, height: 700 });
    expect(stage.text(TOGGLE)).toBe('Noise 7');
    expect(stage.one(TOGGLE).getAttribute('aria-pressed')).toBe('false');
    expect(stage.one(TOGGLE).getAttribute('aria-label')).toBe('Noise, 7 messages of tools');
    expect(stage.one(TOGGLE).getAttribute('title')).toContain('scheduler (4), React DevTools (3)');
    expect(stage.text('[data-counter="messages"]')).toBe('14 / 21');
    expect(stage.text('[data-counter="ports"]')).toBe('2 / 4');
    expect(stage.all('.row.is-noise')).toHaveLength(0);

    await stage.click(TOGGLE);
    expect(stage.one(TOGGLE).getAttribute('aria-pressed')).toBe('true');
    expect(stage.text('[data-counter="messages"]')).toBe('21');
    expect(stage.text('[data-counter="ports"]')).toBe('4');
    expect(stage.all('.row.is-noise .noise-tag').map((tag) => tag.textContent)).toEqual([
      'React DevTools',
      'React DevTools',
      'React DevTools',
      'scheduler',
      'scheduler',
      'scheduler',
      'scheduler',
    ]);
  });

  test('has no toggle where there is none', async () => {
    const stage = await showPanel(createFakeSession(playScenario()));
    expect(stage.all(TOGGLE)).toHaveLength(0);
  });

  test('takes its channels out of the graph', async () => {
    const stage = await showPanel(createFakeSession(playMixedScenario()));
    await stage.graphIsLaidOut();
    expect(stage.all('[data-channel]').map((edge) => edge.getAttribute('data-channel'))).toEqual(['1']);
    expect(stage.all('[data-flow="flow:window:1:1"]')).toHaveLength(0);
  });

  test('alone is not silence: the table says so, and shows it on demand', async () => {
    const session = createFakeSession(playNoiseOnly());
    const stage = await showPanel(session);
    expect(stage.text('[data-placeholder="noise"]')).toContain('1 message of tools in this browser is hidden');
    await stage.click('[data-action="show-noise"]');
    expect(session.isNoiseShown).toBe(true);
    expect(stage.all('.row.is-noise')).toHaveLength(1);
  });

  test('that a filter leaves alone is told from nothing', async () => {
    const stage = await showPanel(createFakeSession(playMixedScenario()));
    await stage.type('[data-action="filter"]', 'React DevTools');
    expect(stage.text('[data-placeholder]')).toContain('3 messages of tools');
    await stage.type('[data-action="filter"]', 'no such thing');
    expect(stage.text('[data-placeholder]')).toContain('No message passes the filter');
  });
});
