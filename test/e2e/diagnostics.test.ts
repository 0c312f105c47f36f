import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DiagnosticKind } from '../../src/model';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import type { ReadDiagnostic } from './support/channelsPanel';
import { openDemoSession, type DemoSession } from './support/demoSession';

/** A scene of the demo, and what the panel says of it: the sentence, in which `{…}` stands for the realm of that name. */
type Trouble = {
  scene: string;
  level: 'error' | 'warning' | 'info';
  says: string;
  /** Whether it is said only some seconds later: such scenes are played first, and looked at last. */
  isSlow?: boolean;
  /** Firefox keeps ports that nobody closed for as long as their page lives, so they are never garbage there. */
  isChromiumOnly?: boolean;
};

/** Every kind has at least one scene. */
const TROUBLES: Record<DiagnosticKind, Trouble[]> = {
  'listening without start': [
    {
      scene: 'unstarted',
      level: 'error',
      says: '3 messages wait at port N in {same}: callbacks listen there, but the port was never started.',
    },
  ],
  'posting to a closed port': [
    { scene: 'closed', level: 'error', says: '1 message posted to port N in {page} after it was closed: lost.' },
  ],
  'posting to a transferred port': [
    {
      scene: 'transferred',
      level: 'error',
      says: '1 message posted on port N in {page} after it was transferred: lost; it is in {same} now.',
    },
  ],
  'posting into a realm that is gone': [
    {
      scene: 'frame-removed',
      level: 'error',
      says: '1 message posted to port N in {passing} after {passing} was gone: nobody will get it.',
    },
  ],
  messageerror: [
    {
      scene: 'messageerror',
      level: 'error',
      says: '1 message could not be read where it arrived, in the window of {cross}: the page got messageerror instead of message.',
    },
    {
      scene: 'messageerror',
      level: 'error',
      says: '1 message could not be read where it arrived, at port N in {cross}: the page got messageerror instead of message.',
    },
  ],
  'post failed': [
    {
      scene: 'uncloneable',
      level: 'error',
      says: 'postMessage on port N in {page} threw: the value held a function.',
    },
  ],
  'nobody took the port': [
    {
      scene: 'port-dropped',
      level: 'error',
      says: 'port N was sent away from {page} in a message that had no receiver: nobody will get it.',
    },
    {
      scene: 'port-ignored',
      level: 'warning',
      says: 'port N in {same} arrived and nothing was done with it: 1 message waits there.',
      isSlow: true,
    },
  ],
  'never closed': [
    {
      scene: 'forgotten',
      level: 'info',
      says: 'N ports in {page} were never closed, and nothing can use them any more.',
      isSlow: true,
      isChromiumOnly: true,
    },
  ],
  'queue growing': [
    {
      scene: 'queue-growing',
      level: 'warning',
      says: '500 messages wait at port N in {same}: it was never started.',
      isSlow: true,
    },
  ],
  'lost with its realm': [
    {
      scene: 'lost-with-frame',
      level: 'warning',
      says: '3 messages to port N in {passing} had not been taken when {passing} went away: lost with it.',
    },
  ],
  'no answer': [
    {
      scene: 'no-answer',
      level: 'warning',
      says: '1 request (multiply) posted on port N in {page} got no answer in 10 s (JSON-RPC).',
      isSlow: true,
    },
  ],
  'transferred with its queue': [
    {
      scene: 'queue-moved',
      level: 'info',
      says: '1 message was on the way to port N when it moved from {page} to {same}: it travels along.',
    },
  ],
  contradiction: [
    {
      scene: 'value-changed',
      level: 'warning',
      says: '1 message that reached port N differs from what was posted on port N in its place, from message #N on: which is which is not known there.',
    },
  ],
};

const ALL = Object.entries(TROUBLES).flatMap(([kind, troubles]) => troubles.map((trouble) => ({ kind, ...trouble })));
const SLOW = ALL.filter(({ isSlow }) => isSlow === true);
const QUICK = ALL.filter(({ isSlow }) => isSlow !== true);

/** How long the panel may take to say so, in ms: far longer than it ever does. */
const PATIENCE = 20_000;

describe.each(browsersUnderTest())('what goes wrong in the demo, as the real panel of %s says it', (kind) => {
  let demo: DemoSession;
  const played = new Set<string>();

  /** Plays a scene, once. */
  async function play(scene: string): Promise<void> {
    if (played.has(scene)) return;
    played.add(scene);
    await demo.play(scene);
  }

  const isPossible = (trouble: Trouble): boolean => kind === 'chromium' || trouble.isChromiumOnly !== true;

  beforeAll(async () => {
    demo = await openDemoSession(kind);
    for (const { scene } of SLOW) await play(scene);
    await demo.panel.openDiagnostics();
  });
  afterAll(() => demo?.close());

  /** Looks until the sentence is said, and has garbage collected between looks. */
  async function waitForSentence(sentence: RegExp): Promise<ReadDiagnostic[]> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const said = await demo.panel.readDiagnostics();
      if (said.some((it) => sentence.test(it.sentence)) || Date.now() > deadline) return said;
      await demo.browser.collectGarbage(demo.page);
    }
  }

  function toPattern(says: string): RegExp {
    const { page, same, cross } = demo.realms;
    const names: Record<string, string> = { page, same, cross, passing: `${same}?passing` };
    const text = says.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? '?');
    const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`^${escaped.replace(/\bN\b/g, '\\d+')}$`, 'm');
  }

  test.each([...QUICK, ...SLOW].filter(isPossible))('$kind: $scene', async ({ scene, level, says }) => {
    await play(scene);
    const sentence = toPattern(says);
    const said = await waitForSentence(sentence);
    expect(said.map((it) => it.sentence).join('\n')).toMatch(sentence);
    const found = said.filter((it) => sentence.test(it.sentence));
    for (const it of found) {
      expect(it.level).toBe(level);
      expect(it.advice).toMatch(/\w{3,}.*\./);
    }
  });
});
