/** What holds for diagnostics of every kind: counts, when to ask again, clearing; and what only real records show. */
import { expect, test } from '@jest/globals';
import { clearModel, diagnosticsOf, nextDiagnosticAt, printModel, type Model } from '../../../src/model';
import type { EncodedValue, Via } from '../../../src/protocol';
import { delivered, port, posted, startScript, type Script } from '../../panels/support/scenario';

const worker: Via = { type: 'worker', worker: 1 };

/** A page with a worker, and a channel. */
function makePage(): Script {
  const script = startScript();
  script.realm('top', 'https://app.example/', 'top');
  script.say('top', { kind: 'worker-created', worker: 1, url: 'w.js', late: false });
  script.say('top', { kind: 'channel-created', handles: [1, 2] });
  return script;
}

const sentencesOf = (model: Model) => diagnosticsOf(model).map(({ sentence }) => sentence);

/** The realm is heard so many milliseconds later. */
function wait({ model, say }: Script, ms: number): void {
  const realm = model.realms.get('top');
  if (realm !== undefined) realm.heardUntil += ms;
  say('top', { kind: 'alive' });
}

test('the same thing is told once, with its first 100 messages, and under the same id as it grows', () => {
  const { model, say } = makePage();
  say('top', { kind: 'closed', handle: 1 }, posted(port(1), 0));
  const [before] = diagnosticsOf(model);
  for (let i = 1; i < 150; i += 1) say('top', posted(port(1), i));
  const [after, ...more] = diagnosticsOf(model);
  expect(more).toEqual([]);
  expect(after).toMatchObject({ id: before?.id, count: 150, since: before?.since });
  expect(after?.messages).toHaveLength(100);
});

test('says when there may be more to say, until it is said', () => {
  const script = makePage();
  expect(nextDiagnosticAt(script.model)).toBeNull();
  script.say('top', { kind: 'listening', via: port(1), how: 'addEventListener', listener: 1, stack: null });
  const realm = script.model.realms.get('top');
  const listeningAt = (realm?.timeOrigin ?? 0) + (realm?.heardUntil ?? 0);
  expect(nextDiagnosticAt(script.model)).toBe(listeningAt + 1_000);
  wait(script, 1_001);
  expect(sentencesOf(script.model)).toHaveLength(1);
  expect(nextDiagnosticAt(script.model)).toBeNull();
});

test('a clear forgets what went wrong, not what still does', () => {
  const { model, say } = makePage();
  say('top', { kind: 'channel-created', handles: [3, 4] });
  say('top', { kind: 'closed', handle: 2 }, posted(port(1), 'lost'), posted(port(3), 'waits'));
  say('top', { kind: 'listening', via: port(4), how: 'addEventListener', listener: 1, stack: null });
  expect(sentencesOf(model)).toHaveLength(2);
  clearModel(model);
  expect(sentencesOf(model)).toEqual([expect.stringContaining('1 message waits at port 4')]);
  say('top', posted(port(1), 'lost again'));
  expect(sentencesOf(model)).toContain('1 message posted to port 2 in app.example/ after it was closed: lost.');
});

test('a worker that was terminated gets nothing, by itself or at its ports', () => {
  const { model, say } = makePage();
  say(
    'top',
    posted(worker, 'take', [{ type: 'port', handle: 2 }]),
    posted(port(1), 'before'),
    posted(worker, 'before'),
  );
  say('top', { kind: 'worker-terminated', worker: 1 }, posted(worker, 'after'), posted(port(1), 'after'));
  expect(sentencesOf(model)).toEqual([
    '1 message posted to /w.js after it was terminated: nobody will get it.',
    '1 message posted to port 2 in /w.js after /w.js was gone: nobody will get it.',
  ]);
});

test('what a realm took with it is told once all others were heard beyond its end', () => {
  const { model, say, realm } = makePage();
  realm('frame', 'https://app.example/frame', 'top.frames[0]');
  say(
    'top',
    posted({ type: 'to-window', realm: 'frame', call: 1, place: 'top.frames[0]', targetOrigin: '*' }, 'take', [
      { type: 'port', handle: 2 },
    ]),
  );
  say('frame', {
    ...delivered({ type: 'window' }, 'take', [1]),
    window: { origin: 'https://app.example', source: 'top', event: 1, calls: 1 },
  } as never);
  say('top', posted(port(1), 'waits'));
  say('frame', { kind: 'realm-ended', persisted: false });
  expect(sentencesOf(model)).toEqual([]);
  wait({ model, say } as Script, 1_000);
  expect(sentencesOf(model)).toEqual([
    '1 message to port 2 in /frame had not been taken when /frame went away: lost with it.',
  ]);
});

test('a scheduler’s channel is not missed when it is garbage', () => {
  const { model, say } = makePage();
  const collect = () => say('top', { kind: 'collected', handle: 1 }, { kind: 'collected', handle: 2 });
  say('top', posted(port(1), null), delivered(port(2), null));
  collect();
  say('top', { kind: 'channel-created', handles: [3, 4] }, { kind: 'collected', handle: 3 });
  wait({ model, say } as Script, 1_000);
  expect(sentencesOf(model)).toEqual([expect.stringMatching(/^1 port in /)]);
});

test.each<[string, EncodedValue, string]>([
  ['a SharedArrayBuffer', ['object', 'memory', ['shared-buffer', 64]], 'It held a SharedArrayBuffer'],
  ['a module', ['platform', 'WebAssembly.Module'], 'It held a WebAssembly.Module'],
  ['something else', ['object', 'text', '["shared-buffer"'], 'Most often the value held'],
])('a messageerror is explained by what was posted: %s', (_what, encoded, advice) => {
  const { model, say } = makePage();
  say('top', { kind: 'started', handle: 2, how: 'start' }, posted(port(1), encoded));
  say('top', { kind: 'messageerror', via: port(2), window: null });
  expect(diagnosticsOf(model)[0]?.advice).toContain(advice);
});

test('the printed model tells them', () => {
  const { model, say } = makePage();
  say('top', { kind: 'closed', handle: 1 }, posted(port(1), 0), posted(port(1), 0));
  expect(printModel(model)).toContain(
    'Diagnostics\n  error, posting to a closed port, port 1: 2 messages posted on port 1 in app.example/ after it was closed: lost. (2)\n',
  );
});
