import { addNotice, createModel, reduce, type Model } from '../../../src/model';
import type { AgentRecord, CarriedValue, EncodedValue, RealmId, Transferred, Via } from '../../../src/protocol';

const START = Date.UTC(2025, 4, 6, 9, 30, 12);

/** Writes records of several realms as they would come, so that tests of views see what the reducer makes of them. */
export type Script = {
  model: Model;
  realm(id: RealmId, url: string, path: string, attach?: 'first' | 'late'): void;
  say(id: RealmId, ...records: Unstamped[]): void;
};

type Unstamped = AgentRecord extends infer R ? (R extends AgentRecord ? Omit<R, 'at'> : never) : never;

/** A script on an empty model; every record is 1.7 ms after the one before. */
export function startScript(): Script {
  const model = createModel();
  let at = 0;
  const say: Script['say'] = (realm, ...records) => {
    const stamped = records.map((record) => ({ ...record, at: (at += 1.7) }) as AgentRecord);
    reduce(model, { realm, frame: null, records: stamped });
  };
  return {
    model,
    say,
    realm: (id, url, path, attach = 'first') =>
      say(id, {
        kind: 'realm-started',
        url,
        origin: new URL(url).origin,
        path,
        timeOrigin: START,
        attach,
        altered: [],
        canSweep: false,
      }),
  };
}

/** These realms are heard long after everything else. */
export function hearLater(model: Model, realms: readonly RealmId[]): void {
  const alive = { kind: 'alive', at: 10_000 } as const;
  for (const realm of realms) reduce(model, { realm, frame: null, records: [alive] });
}

/** A value as it would be carried. */
export function value(encoded: EncodedValue): CarriedValue {
  const text = JSON.stringify(encoded);
  let digest = 7;
  for (let i = 0; i < text.length; i += 1) digest = (digest * 31 + text.charCodeAt(i)) % 9007199254740881;
  return { text, size: text.length, digest };
}

/** Via a port, by its handle. */
export const port = (handle: number): Via => ({ type: 'port', handle });

/** A message that was posted. */
export const posted = (via: Via, encoded: EncodedValue, transfer: Transferred[] = []): Unstamped => ({
  kind: 'posted',
  via,
  transfer,
  value: value(encoded),
  stack: null,
});

/** A message that was delivered. */
export const delivered = (
  via: Via,
  encoded: EncodedValue,
  ports: number[] = [],
  origin: string | null = null,
): Unstamped => ({
  kind: 'delivered',
  via,
  window: via.type === 'window' ? { origin: origin ?? '', source: 'top', event: 1, calls: 0 } : null,
  ports,
  value: value(encoded),
});

/**
 * A page as people have them: an editor (same origin), a widget (another origin) with a frame of its own, a banner that
 * went away, a worker; channels between them in every state that a port can have, messages in every state too.
 */
export function playScenario(): Model {
  const { model, realm, say } = startScript();
  const worker: Via = { type: 'worker', worker: 1 };
  realm('top', 'https://app.example/', 'top');
  realm('editor', 'https://app.example/editor.html?doc=42', 'top.frames[0]');
  realm('widget', 'https://widget.test/embed.html', 'top.frames[1]');
  realm('inner', 'https://widget.test/inner.html', 'top.frames[1].frames[0]');
  realm('banner', 'https://ads.test/banner.html', 'top.frames[2]');
  say('top', { kind: 'worker-created', worker: 1, url: 'https://app.example/sync-worker.js', late: false });

  // 1: top — editor, by window message; calls and answers.
  say('top', { kind: 'channel-created', handles: [1, 2] }, { kind: 'started', handle: 1, how: 'onmessage' });
  say('editor', delivered({ type: 'window' }, ['object', 'type', 'init'], [1], 'https://app.example'));
  say('editor', { kind: 'started', handle: 1, how: 'onmessage' });
  const calls: EncodedValue[] = ['open', 'insert', 'select', 'save'].map((method, index) => [
    'object',
    'jsonrpc',
    '2.0',
    'id',
    index + 1,
    'method',
    `document/${method}`,
    'params',
    ['list', 42, ['object', 'at', ['date', START], 'tags', ['set', 'draft', 'mine']]],
  ]);
  calls.forEach((call, index) => {
    const answer: EncodedValue = ['object', 'jsonrpc', '2.0', 'id', index + 1, 'result', index === 2 ? null : true];
    say('top', posted(port(1), call));
    say('editor', delivered(port(1), call), posted(port(1), answer));
    say('top', delivered(port(1), answer));
  });

  // 2: top — widget; the widget never starts its port, so it fills up.
  say('top', { kind: 'channel-created', handles: [3, 4] });
  say(
    'widget',
    delivered({ type: 'window' }, ['object', 'theme', 'light', 'locale', 'en'], [1], 'https://app.example'),
  );
  say('widget', posted(port(1), 'ready'));
  say('top', { kind: 'started', handle: 3, how: 'start' }, delivered(port(3), 'ready'));
  for (const n of [1, 2, 3]) say('top', posted(port(3), ['object', 'update', n, 'rows', ['list', n, n * 2, n * 3]]));

  // 3: top — worker, observed; 4: a buffer goes there too.
  say('top', { kind: 'channel-created', handles: [5, 6] }, { kind: 'started', handle: 5, how: 'onmessage' });
  say('top', posted(worker, ['object', 'cmd', 'connect'], [{ type: 'port', handle: 6 }]));
  say('top', posted(port(5), ['object', 'pull', ['bigint', '9007199254740993'], 'since', ['number', 'NaN']]));
  say('top', delivered(port(5), ['map', 'rows', 1_204, 'done', true]));
  const pixels: EncodedValue = ['object', 'pixels', ['transferred', 'ArrayBuffer', 1_048_576]];
  say('top', posted(worker, pixels, [{ type: 'buffer', bytes: 1_048_576 }]));
  say('top', delivered(worker, ['object', 'progress', 0.5]));

  // 4: inside the widget, handed to its inner frame over channel 5, seen on both sides.
  say('widget', { kind: 'channel-created', handles: [2, 3] }, { kind: 'started', handle: 2, how: 'onmessage' });
  say('inner', delivered({ type: 'window' }, 'hello', [1], 'https://widget.test'), {
    kind: 'started',
    handle: 1,
    how: 'onmessage',
  });
  say('inner', posted(port(1), ['object', 'height', 412]));
  say('widget', delivered(port(2), ['object', 'height', 412]));
  say('widget', { kind: 'channel-created', handles: [4, 5] });
  say('widget', posted(port(2), ['object', 'take', 'this'], [{ type: 'port', handle: 5 }]));
  say('inner', delivered(port(1), ['object', 'take', 'this'], [2]));
  say('inner', {
    kind: 'messageerror',
    via: { type: 'window' },
    window: { origin: 'https://widget.test', source: 'top.frames[1]', event: 2, calls: 0 },
  });

  // 6: top — top, closed and still posted to. 7: with the banner, which went away.
  say('top', { kind: 'channel-created', handles: [7, 8] }, { kind: 'started', handle: 7, how: 'start' });
  say('top', { kind: 'closed', handle: 8 }, posted(port(7), 'is anybody there?'));
  say('top', { kind: 'channel-created', handles: [9, 10] });
  say('banner', delivered({ type: 'window' }, ['object', 'slot', 'top'], [1], 'https://app.example'));
  say('banner', posted(port(1), 'shown'));
  say('top', { kind: 'started', handle: 9, how: 'onmessage' }, delivered(port(9), 'shown'));
  say('top', posted(port(9), ['object', 'refresh', true]));
  say('banner', { kind: 'realm-ended', persisted: false });

  // 8: transferred, and nobody has shown it since. 9: met late.
  say('top', { kind: 'channel-created', handles: [11, 12] });
  say('top', posted(port(5), ['object', 'spare', true], [{ type: 'port', handle: 12 }]));
  say('editor', { kind: 'port-met', handle: 9 });
  say('editor', {
    kind: 'post-failed',
    via: port(9),
    error: { name: 'DataCloneError', message: '() => {} could not be cloned.' },
    valueType: 'function',
    stack: null,
  });
  const long = 'The quick brown fox jumps over the lazy dog. '.repeat(12);
  say('editor', posted(port(1), ['object', 'text', ['string', long, long.length + 996], ['cut', 'nodes', 1_200]]));
  say('top', delivered(port(1), ['object', 'text', ['string', long, long.length + 996], ['cut', 'nodes', 1_200]]));
  say('editor', posted(port(1), ['error', 'TypeError', 'x is not a function', 'at save (editor.js:12:3)']));
  addNotice(
    model,
    'gap',
    'The page dropped 12 records and 40 values (3.1 MB) to stay within its memory cap.',
    model.realms.get('editor') ?? null,
    61,
  );
  hearLater(model, ['top', 'editor', 'widget', 'inner']);
  return model;
}

/**
 * What the scenario above has not: windows seen from both sides, a broadcast, a shared worker, another tab's window,
 * listeners, stacks and a tool's traffic.
 */
export function playOtherCarriers(): Script {
  const script = startScript();
  const { realm, say } = script;
  const toWindow = (id: RealmId, call: number, targetOrigin: string): Via => ({
    type: 'to-window',
    realm: id,
    call,
    place: 'top.frames[0]',
    targetOrigin,
  });
  const arrival = (event: number, calls: number, source: string | null = 'top', origin = 'https://app.example') => ({
    window: { origin, source, event, calls },
  });
  const window: Via = { type: 'window' };
  realm('top', 'https://app.example/', 'top');
  realm('editor', 'https://app.example/editor', 'top.frames[0]');

  // Windows: seen, seen by its call alone, posted to another origin, from another tab, from a tool.
  say('editor', { kind: 'listening', via: window, how: 'addEventListener', listener: 1, stack: 1 });
  say('top', { kind: 'channel-created', handles: [1, 2] });
  say('top', {
    ...posted(toWindow('editor', 1, '*'), ['object', 'take', 'this'], [{ type: 'port', handle: 2 }]),
    stack: 1,
  } as Unstamped);
  say('editor', { ...delivered(window, ['object', 'take', 'this'], [1]), ...arrival(1, 1) } as Unstamped);
  say('editor', { kind: 'read', event: 1, fields: ['data', 'origin'] });
  say('editor', { kind: 'window-called', call: 2, stack: null });
  say('editor', { ...delivered(window, 'from a module'), ...arrival(2, 2) } as Unstamped);
  say('top', posted(toWindow('editor', 3, 'https://old.example'), 'to the old page'));
  say('editor', {
    ...delivered(window, 'hello from the other tab'),
    ...arrival(3, 3, 'opener', 'https://shop.example'),
  } as Unstamped);
  const tool: EncodedValue = ['object', 'source', 'react-devtools-bridge', 'payload', ['object']];
  say('editor', { kind: 'window-called', call: 4, stack: null });
  say('editor', { ...delivered(window, tool), ...arrival(4, 4, 'top.frames[0]') } as Unstamped);

  // A broadcast that two get, and one that nobody does.
  const news: Via = { type: 'broadcast', broadcast: 1 };
  say('top', { kind: 'broadcast-opened', broadcast: 1, name: 'news', late: false });
  say('editor', { kind: 'broadcast-opened', broadcast: 1, name: 'news', late: false });
  say('editor', { kind: 'broadcast-opened', broadcast: 2, name: 'news', late: true });
  say('top', posted(news, ['object', 'saved', true]));
  say('editor', delivered(news, ['object', 'saved', true]));
  say('editor', delivered({ type: 'broadcast', broadcast: 2 }, ['object', 'saved', true]));
  say('editor', { kind: 'broadcast-closed', broadcast: 1 }, { kind: 'broadcast-closed', broadcast: 2 });
  say('top', posted(news, ['object', 'saved', false]));

  // A shared worker, and a channel that nothing but null passes.
  say('top', { kind: 'shared-worker-created', url: 'shared.js', name: 'store', handle: 3 });
  say('top', posted(port(3), ['object', 'get', 'theme']));
  say('top', { kind: 'channel-created', handles: [4, 5] }, { kind: 'started', handle: 4, how: 'onmessage' });
  say('top', { kind: 'listening', via: port(4), how: 'onmessage', listener: 1, stack: null });
  say('top', posted(port(5), null), delivered(port(4), null));

  hearLater(script.model, ['top', 'editor']);
  return script;
}
