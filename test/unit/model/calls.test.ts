/** Requests and answers: how values are told, and which requests are said to have no answer. */
import { describe, expect, test } from '@jest/globals';
import { clearModel, diagnosticsOf, visibleMessages } from '../../../src/model';
import { callOf } from '../../../src/model/calls';
import { readCall } from '../../../src/model/calls/readCall';
import type { EncodedValue, Via } from '../../../src/protocol';
import { delivered, port, posted, startScript, value, type Script } from '../../panels/support/scenario';

/** What a value is told to be. */
function readingOf(encoded: EncodedValue): string {
  const reading = readCall(value(encoded));
  if (reading === null) return 'nothing';
  if (reading === 'cut') return 'cut';
  return [reading.protocol, reading.role, reading.id, reading.method].filter((part) => part !== null).join(' ');
}

const LONG = 'x'.repeat(5_000);

describe('a value is told', () => {
  test.each<[string, EncodedValue]>([
    ['JSON-RPC request 1 save', ['object', 'jsonrpc', '2.0', 'id', 1, 'method', 'save', 'params', ['list', 1]]],
    [
      'JSON-RPC request "a]" save',
      ['object', 'jsonrpc', '2.0', 'params', ['list', ']"'], 'id', 'a]', 'method', 'save'],
    ],
    ['JSON-RPC answer 1', ['object', 'jsonrpc', '2.0', 'result', ['object', 'id', 7], 'id', 1]],
    ['JSON-RPC answer 1', ['object', 'jsonrpc', '2.0', 'id', 1, 'error', ['object', 'code', -32601]]],
    ['JSON-RPC answer 1', ['object', 'jsonrpc', '2.0', 'result', LONG, 'id', 1]],
    ['JSON-RPC request 4 save', JSON.stringify({ jsonrpc: '2.0', id: 4, method: 'save' })],
    ['Comlink request "1-2" a.b', ['object', 'id', '1-2', 'type', 'APPLY', 'path', ['list', 'a', 'b'], 'args', LONG]],
    ['Comlink request "1-2" RELEASE', ['object', 'id', '1-2', 'type', 'RELEASE']],
    ['Comlink answer "1-2"', ['object', 'type', 'RAW', 'value', ['list', LONG], 'id', '1-2']],
    ['penpal request 5 save', ['object', 'penpal', 'call', 'id', 5, 'methodName', 'save', 'args', ['list']]],
    ['penpal answer 5', ['object', 'penpal', 'reply', 'id', 5, 'resolution', 'fulfilled', 'returnValue', 1]],
    [
      'penpal request "u" a.b',
      ['object', 'namespace', 'penpal', 'type', 'CALL', 'id', 'u', 'methodPath', ['list', 'a', 'b']],
    ],
    ['penpal answer "u"', ['object', 'namespace', 'penpal', 'type', 'REPLY', 'callId', 'u', 'value', 1]],
    ['by id either 1 load', ['object', 'id', 1, 'type', 'load']],
    ['by id either requestId "r"', ['object', 'requestId', 'r']],
    ['nothing', ['object', 'jsonrpc', '2.0', 'method', 'saved']],
    ['nothing', ['object', 'penpal', 'syn']],
    ['nothing', ['object', 'data', ['object', 'id', 1]]],
    ['nothing', ['object', 'id', ['object']]],
    ['nothing', ['list', 'id', 1]],
    ['nothing', 'the "id", as text'],
    ['nothing', '{"jsonrpc" is no JSON'],
    ['cut', ['object', 'rows', ['list', LONG], ['cut', 'nodes', 12]]],
  ])('%s: %j', (told, encoded) => expect(readingOf(encoded)).toBe(told));
});

const worker: Via = { type: 'worker', worker: 1 };
const ask = (id: number): EncodedValue => ['object', 'id', id, 'type', 'load'];
const reply = (id: number): EncodedValue => ['object', 'id', id, 'rows', 3];
const call = (id: number): EncodedValue => ['object', 'jsonrpc', '2.0', 'id', id, 'method', 'load'];
const result = (id: number): EncodedValue => ['object', 'jsonrpc', '2.0', 'id', id, 'result', 3];

/** A page with a worker. */
function makePage(): Script {
  const script = startScript();
  script.realm('top', 'https://app.example/', 'top');
  script.say('top', { kind: 'worker-created', worker: 1, url: 'w.js', late: false });
  return script;
}

/** Which requests are said to have no answer, once the page was heard for a minute more. */
function sayLater({ model, say }: Script): string[] {
  const realm = model.realms.get('top');
  if (realm !== undefined) realm.heardUntil += 60_000;
  say('top', { kind: 'alive' });
  return diagnosticsOf(model).flatMap(({ kind, sentence }) => (kind === 'no answer' ? [sentence] : []));
}

describe('no answer', () => {
  test('of a worker, to a page', () => {
    const script = makePage();
    script.say('top', posted(worker, call(1)), posted(worker, call(2)), delivered(worker, result(1)));
    expect(sayLater(script)).toEqual(['1 request (load) posted to /w.js got no answer in 10 s (JSON-RPC).']);
  });

  test('of a page, to a worker', () => {
    const script = makePage();
    script.say('top', delivered(worker, call(1)), delivered(worker, call(2)), posted(worker, result(1)));
    expect(sayLater(script)).toEqual(['1 request (load) that came from /w.js got no answer in 10 s (JSON-RPC).']);
  });

  test('within one realm, where deliveries tell no value', () => {
    const script = makePage();
    const here = (handle: number) => ({ ...delivered(port(handle), 0), value: { absent: 'posted-here' } }) as never;
    script.say('top', { kind: 'channel-created', handles: [1, 2] });
    script.say('top', posted(port(1), call(1)), here(2), posted(port(1), call(2)), here(2));
    script.say('top', posted(port(2), result(1)), here(1));
    expect(sayLater(script)).toEqual([
      '1 request (load) posted on port 1 in app.example/ got no answer in 10 s (JSON-RPC).',
    ]);
    const [first, second, answer] = visibleMessages(script.model).map((message) => callOf(message));
    expect(first).toMatchObject({ protocol: 'JSON-RPC', method: 'load' });
    expect(first?.answer).toBe(answer?.answer);
    expect(second?.answer).toBeNull();
  });

  test('by id alone is said where others with an id were answered', () => {
    const script = makePage();
    for (const id of [1, 2, 3]) script.say('top', posted(worker, ask(id)), delivered(worker, reply(id)));
    script.say('top', posted(worker, ask(4)));
    expect(sayLater(script)).toEqual([
      '1 request (load) posted to /w.js got no answer in 10 s (told by the id that others came back with).',
    ]);
  });

  test.each([
    ['no other was answered', 0, 1],
    ['few were answered', 2, 1],
    ['most were not answered', 3, 4],
  ])('by id alone is not said where %s', (_what, answered, open) => {
    const script = makePage();
    for (let id = 1; id <= answered; id += 1) script.say('top', posted(worker, ask(id)), delivered(worker, reply(id)));
    for (let id = 1; id <= open; id += 1) script.say('top', posted(worker, ask(100 + id)));
    expect(sayLater(script)).toEqual([]);
  });

  test.each<[string, Parameters<Script['say']>[1]]>([
    ['records are missing', { kind: 'gap', records: 1, values: 0, bytes: 9 }],
    ['a value was dropped', { ...delivered(worker, 0), value: { absent: 'dropped' } } as never],
    ['a value was cut where its id may stand', delivered(worker, ['object', 'rows', LONG, ['cut', 'nodes', 12]])],
    ['a message could not be read', { kind: 'messageerror', via: worker, window: null }],
  ])('is not said of what was asked before %s', (_what, record) => {
    const script = makePage();
    script.say('top', posted(worker, call(1)), record);
    expect(sayLater(script)).toEqual([]);
    script.say('top', posted(worker, call(2)));
    expect(sayLater(script)).toHaveLength(1);
  });

  test('is forgotten by a clear', () => {
    const script = makePage();
    script.say('top', posted(worker, call(1)));
    expect(sayLater(script)).toHaveLength(1);
    clearModel(script.model);
    expect(sayLater(script)).toEqual([]);
  });
});
