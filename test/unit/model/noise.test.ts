import { describe, expect, test } from '@jest/globals';
import { noiseOf, totalsOf, visibleMessages } from '../../../src/model';
import type { EncodedValue } from '../../../src/protocol';
import { delivered, port, posted, startScript } from '../../panels/support/scenario';

/** The tool a window message is taken for. */
function toolOf(value: EncodedValue, origin = 'https://app.example'): string | null {
  const { model, realm, say } = startScript();
  realm('top', 'https://app.example/', 'top');
  say('top', delivered({ type: 'window' }, value, [], origin));
  const [message] = visibleMessages(model);
  return message === undefined ? null : noiseOf(message);
}

describe('what a tool sends is told by its shape', () => {
  test.each<[string, EncodedValue]>([
    ['React DevTools', ['object', 'source', 'react-devtools-content-script', 'hello', true]],
    ['React DevTools', ['object', 'source', 'react-devtools-bridge', 'payload', ['object', 'event', 'operations']]],
    ['React DevTools', ['object', 'payload', 1, 'source', 'react-devtools-inject-backend']],
    ['Vue DevTools', ['object', 'source', 'vue-devtools-proxy', 'payload', 'init']],
    ['Vue DevTools', ['object', 'source', '__VUE_DEVTOOLS_USERAPP__', 'payload', ['object']]],
    ['Vue DevTools', ['object', 'key', '_vue-devtools-send-message', 'message', ['object']]],
    ['Vue DevTools', ['object', 'key', '__VUE_DEVTOOLS_VUE_DETECTED_EVENT__', 'data', ['object']]],
    ['Redux DevTools', ['object', 'type', 'START', 'source', '@devtools-page']],
    ['Redux DevTools', ['object', 'type', 'DISPATCH', 'source', '@devtools-extension']],
    ['Angular DevTools', ['object', 'source', 'angular-devtools-backend-https://app.example/', 'topic', 'handshake']],
    ['Ember Inspector', ['object', 'type', 'apps-loaded', 'from', 'inspectedWindow']],
    ['Ember Inspector', 'debugger-client'],
    ['Apollo Client Devtools', ['object', 'source', 'apollo-client-devtools', 'type', 'event']],
    ['MobX DevTools', ['object', 'source', 'mobx-devtools-content-script', 'payload', ['object']]],
    ['Preact DevTools', ['object', 'type', 'attach', 'source', 'preact-page-hook']],
    ['Preact DevTools', ['object', 'type', 'init', 'source', 'preact-devtools-to-client']],
    ['webpack dev server', 'webpackHotUpdate5f2c'],
    ['webpack dev server', ['object', 'type', 'webpackInvalid', 'data', ['undefined']]],
    ['setImmediate', 'setImmediate$0.3581$7'],
    ['MetaMask', ['object', 'target', 'metamask-inpage', 'data', ['object', 'name', 'metamask-provider']]],
  ])('%s: %j', (tool, value) => expect(toolOf(value)).toBe(tool));

  test.each<[string, EncodedValue]>([
    ['the words elsewhere than at the top', ['object', 'data', ['object', 'source', 'react-devtools-bridge']]],
    ['the words as another property', ['object', 'title', 'react-devtools-bridge']],
    ['the words in a sentence', 'about setImmediate$0.5$1'],
    ['a source of its own', ['object', 'source', 'my-react-devtools-bridge']],
    ['more than the whole word', ['object', 'source', '@devtools-page-2']],
    ['a key that looks like a value', ['object', 'react-devtools-bridge', 'source']],
    ['a map, not an object', ['map', 'source', 'react-devtools-bridge']],
    ['a source that is no text', ['object', 'source', ['list', 'react-devtools-bridge']]],
    ['setImmediate of somebody else', 'setImmediate$1'],
    ['a number as text, as core-js posts and many others', '17'],
    ['another type of webpack', ['object', 'type', 'webpackage']],
  ])('not %s', (_what, value) => expect(toolOf(value)).toBeNull());

  test.each(['chrome-extension://abc', 'moz-extension://d-e-f', 'safari-web-extension://1'])('from %s', (origin) =>
    expect(toolOf('anything', origin)).toBe('another extension'),
  );

  test('not from a site that is called like one', () =>
    expect(toolOf('anything', 'https://chrome-extension.example')).toBeNull());
});

describe('a scheduler', () => {
  /** A channel in the top page with messages on it. */
  function makeChannel() {
    const script = startScript();
    script.realm('top', 'https://app.example/', 'top');
    script.realm('inner', 'https://app.example/inner', 'top.frames[0]');
    script.say('top', { kind: 'channel-created', handles: [1, 2] });
    return script;
  }

  test('posts nothing but null on a channel of its own realm', () => {
    const { model, say } = makeChannel();
    say('top', posted(port(2), null), delivered(port(1), null), posted(port(2), null));
    expect(visibleMessages(model).map(noiseOf)).toEqual(['scheduler', 'scheduler']);
    expect(totalsOf(model).messages).toBe(2);
  });

  test.each([
    ['something else was posted', posted(port(2), 0)],
    ['a port of it went away', posted({ type: 'worker', worker: 1 }, null, [{ type: 'port', handle: 1 }])],
    ['a port was moved', { kind: 'cloned' as const, ports: [[1, 3]] as [number, number][] }],
  ])('is none once %s, and its messages are shown again', (_what, record) => {
    const { model, say } = makeChannel();
    say('top', posted(port(2), null));
    expect(visibleMessages(model).map(noiseOf)).toEqual(['scheduler']);
    say('top', record);
    expect(visibleMessages(model).map(noiseOf)).not.toContain('scheduler');
  });
});
