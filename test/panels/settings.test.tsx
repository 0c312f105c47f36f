import { beforeEach, describe, expect, test } from '@jest/globals';
import { createFakeSession, type FakeSession } from './support/fakeSession';
import { playScenario } from './support/scenario';
import { showPanel, type Stage } from './support/stage';

const GEAR = '[data-action="settings"]';
const PANE = '[data-popover="settings"]';
const STACKS = '[data-setting="stacks"]';

describe('the settings', () => {
  let session: FakeSession;
  let stage: Stage;

  beforeEach(async () => {
    session = createFakeSession(playScenario());
    stage = await showPanel(session);
    await stage.click(GEAR);
  });

  test('open below the gear with the focus in them, and say what a setting costs', async () => {
    expect(stage.one(GEAR).getAttribute('aria-expanded')).toBe('true');
    expect(stage.one(GEAR).getAttribute('aria-controls')).toBe(stage.one(PANE).id);
    expect(document.activeElement).toBe(stage.one(STACKS));
    const note = stage.one(STACKS).getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(note)?.textContent).toContain('Costs the page');
  });

  test('change at once', async () => {
    const box = stage.one(STACKS) as HTMLInputElement;
    expect(box.checked).toBe(false);
    box.click();
    await stage.settle();
    expect(session.asked).toEqual(['stacks']);
    expect(box.checked).toBe(true);
  });

  test('close at Escape, which DevTools do not hear, and give the focus back', async () => {
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => void heard.push(event.key);
    document.addEventListener('keydown', listen);
    await stage.key(STACKS, 'Escape');
    expect(stage.all(PANE)).toHaveLength(0);
    expect(document.activeElement).toBe(stage.one(GEAR));
    await stage.key(GEAR, 'Escape');
    document.removeEventListener('keydown', listen);
    expect(heard).toEqual(['Escape']);
  });

  test('close at a press elsewhere, at the gear, and when the focus goes elsewhere', async () => {
    await stage.click('[role="grid"]');
    expect(stage.all(PANE)).toHaveLength(0);
    await stage.click(GEAR);
    await stage.click(GEAR);
    expect(stage.all(PANE)).toHaveLength(0);
    await stage.click(GEAR);
    (stage.one('[data-action="filter"]') as HTMLElement).focus();
    await stage.settle();
    expect(stage.all(PANE)).toHaveLength(0);
    expect(document.activeElement).toBe(stage.one('[data-action="filter"]'));
  });
});
