import type { Model } from '../../../src/model';
import type { AgentRecord, EncodedValue, Via } from '../../../src/protocol';
import { posted, startScript, value } from './scenario';

const WINDOW: Via = { type: 'window' };
/** Stacks that agents would tell when asked, as the two browsers write them. */
export const STACKS = {
  v8: `Error
    at Object.apply (ORIGIN/page.js:1:4711)
    at sendTheme (https://app.example/js/embed.js:41:22)
    at async Promise.all (index 0)
    at async start (https://app.example/js/main.js:7:3)
    at eval (eval at run (https://app.example/unknown.js:3:4), <anonymous>:1:1)
    at Array.forEach (<anonymous>)`,
  gecko: `listen@https://widget.test/js/embed.js:12:8
@javascript:alert(1):1:1`,
};

/**
 * What carries messages besides channels: windows seen from both sides and from one, a shared worker, a service worker,
 * an opener in another tab, a group of BroadcastChannels; tools that add their noise; a realm altered before us.
 */
export function playMixedScenario(): Model {
  const { model, realm, say } = startScript();
  const worker: Via = { type: 'worker', worker: 1 };
  const service: Via = { type: 'service-worker', worker: 2 };
  realm('top', 'https://app.example/', 'top');
  realm('widget', 'https://widget.test/embed.html', 'top.frames[0]');
  say('cart', {
    kind: 'realm-started',
    url: 'https://app.example/cart.html',
    origin: 'https://app.example',
    path: 'top.frames[1]',
    timeOrigin: Date.UTC(2025, 4, 6, 9, 30, 12),
    attach: 'first',
    altered: ['MessageChannel', 'postMessage'],
    canSweep: false,
  });

  // Windows: from the sender's side with a target origin, to the cart; the widget's arguments were not seen.
  const theme: EncodedValue = ['object', 'theme', 'dark'];
  const toCart = (call: number, targetOrigin: string): Via => ({
    type: 'to-window',
    realm: 'cart',
    call,
    place: 'top.frames[1]',
    targetOrigin,
  });
  say('cart', listening(WINDOW, 'addEventListener', 1, 3), listening(WINDOW, 'onmessage', 2, null));
  say('top', { ...posted(toCart(1, '*'), theme), stack: 1 } as Unstamped);
  say('cart', arrived(theme, 'https://app.example', 'top', 1, 1), {
    kind: 'read',
    event: 1,
    fields: ['data'],
  });
  say('top', { ...posted(toCart(2, 'https://old.example'), ['object', 'price', 12]), stack: 2 } as Unstamped);
  say('widget', listening(WINDOW, 'addEventListener', 1, 1));
  say('widget', arrived(['object', 'hello', true], 'https://app.example', 'top', 1, 0));
  say('top', arrived(['object', 'height', 320], 'https://widget.test', 'top.frames[0]', 1, 0));
  say('top', arrived(['object', 'login', 'done'], 'https://id.example', 'opener', 2, 0));

  // Workers: one of the page, one shared, one that serves it.
  say('top', { kind: 'worker-created', worker: 1, url: 'https://app.example/sync.js', late: false });
  say('top', posted(worker, 'sync'), carried(worker, 'synced'), carried(worker, ['object', 'rows', 12]));
  say('top', {
    kind: 'shared-worker-created',
    url: 'https://app.example/hub.js',
    name: 'hub',
    handle: 1,
  });
  say('top', { kind: 'started', handle: 1, how: 'onmessage' });
  say('top', posted({ type: 'port', handle: 1 }, 'join'), carried({ type: 'port', handle: 1 }, 'joined'));
  say('top', { kind: 'service-worker-met', worker: 2, url: 'https://app.example/sw.js' });
  say('top', posted(service, ['object', 'skipWaiting', true]), carried(service, ['object', 'version', 7]));

  // A group of three: one posts, two get it.
  const news: Via = { type: 'broadcast', broadcast: 1 };
  say('top', { kind: 'broadcast-opened', broadcast: 1, name: 'cart-updates', late: false });
  say('cart', { kind: 'broadcast-opened', broadcast: 1, name: 'cart-updates', late: false });
  say('cart', { kind: 'broadcast-opened', broadcast: 2, name: 'cart-updates', late: false });
  const item: EncodedValue = ['object', 'items', 3];
  say('top', posted(news, item));
  say('cart', carried(news, item), carried({ type: 'broadcast', broadcast: 2 }, item));
  say('cart', posted({ type: 'broadcast', broadcast: 2 }, 'nobody tells who got this'));

  // Noise: React's tools by window messages, and a scheduler's channel.
  for (const n of [1, 2, 3]) {
    const ping: EncodedValue = ['object', 'source', 'react-devtools-bridge', 'payload', n];
    say('top', arrived(ping, 'https://app.example', 'top', 2 + n, 0));
  }
  say('top', { kind: 'channel-created', handles: [2, 3] }, { kind: 'started', handle: 3, how: 'onmessage' });
  for (let n = 0; n < 4; n += 1) {
    say('top', posted({ type: 'port', handle: 2 }, null), carried({ type: 'port', handle: 3 }, null));
  }
  // What was on its way has arrived: everybody reports, a long time after.
  for (let n = 0; n < 40; n += 1) for (const id of ['top', 'widget', 'cart']) say(id, { kind: 'alive' });
  return model;
}

/** A tool's messages and nothing else. */
export function playNoiseOnly(): Model {
  const { model, realm, say } = startScript();
  realm('top', 'https://app.example/', 'top');
  say('top', { kind: 'channel-created', handles: [1, 2] });
  say('top', posted({ type: 'port', handle: 1 }, null), carried({ type: 'port', handle: 2 }, null));
  return model;
}

type Unstamped = AgentRecord extends infer R ? (R extends AgentRecord ? Omit<R, 'at'> : never) : never;

function arrived(encoded: EncodedValue, origin: string, source: string, event: number, calls: number): Unstamped {
  return {
    kind: 'delivered',
    via: WINDOW,
    window: { origin, source, event, calls },
    ports: [],
    value: value(encoded),
  };
}

function carried(via: Via, encoded: EncodedValue): Unstamped {
  return { kind: 'delivered', via, window: null, ports: [], value: value(encoded) };
}

function listening(via: Via, how: 'onmessage' | 'addEventListener', listener: number, stack: number | null): Unstamped {
  return { kind: 'listening', via, how, listener, stack };
}
