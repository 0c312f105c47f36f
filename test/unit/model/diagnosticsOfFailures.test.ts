/** Why `postMessage` threw, from the very texts of Chromium 156 and Firefox 153. */
import { describe, expect, test } from '@jest/globals';
import { explainFailure } from '../../../src/model/diagnostics/explainFailure';

/** What Chromium writes before its text when a page's own code is not to blame. */
const PREFIX = "Failed to execute 'postMessage' on 'MessagePort': ";

const LIKE_A_PROXY =
  'the value held an object that the browser cannot copy though it looks plain: a Proxy, most often reactive state of a framework';
const A_PROXY = 'the value held a Proxy, most often reactive state of a framework, or a window';
const BAD_LIST = 'the transfer list held something that cannot be transferred, or was transferred before';
const BAD = 'invalid transferable array for structured clone';
const SHARED = 'the value held shared memory, and the page is not cross-origin isolated';

/** What was posted, the exception's name, both browsers' texts (null: it did not throw), and why; Firefox's if it says less. */
type Row = [
  what: string,
  name: string,
  chromium: string | null,
  firefox: string | null,
  why: string,
  inFirefox?: string,
];

const ROWS: Row[] = [
  [
    'arrow',
    'DataCloneError',
    '() => {} could not be cloned.',
    'Function object could not be cloned.',
    'the value held a function',
  ],
  [
    'method',
    'DataCloneError',
    'save() { return 1; } could not be cloned.',
    'Function object could not be cloned.',
    'the value held a function',
  ],
  [
    'class',
    'DataCloneError',
    'class Store { #x = 1 } could not be cloned.',
    'Function object could not be cloned.',
    'the value held a function',
  ],
  [
    'async function',
    'DataCloneError',
    'async () => {} could not be cloned.',
    'Function object could not be cloned.',
    'the value held a function',
  ],
  [
    'symbol',
    'DataCloneError',
    'Symbol(hello) could not be cloned.',
    'unsupported type for structured data',
    'the value held a symbol',
    'the value held a symbol, or another type that cannot be cloned',
  ],
  [
    'promise',
    'DataCloneError',
    '#<Promise> could not be cloned.',
    'Promise object could not be cloned.',
    'the value held a Promise',
  ],
  [
    'proxy of object',
    'DataCloneError',
    '#<Object> could not be cloned.',
    'Proxy object could not be cloned.',
    LIKE_A_PROXY,
    A_PROXY,
  ],
  [
    'proxy of array',
    'DataCloneError',
    '[object Object] could not be cloned.',
    'Proxy object could not be cloned.',
    LIKE_A_PROXY,
    A_PROXY,
  ],
  [
    'proxy of map',
    'DataCloneError',
    '#<Map> could not be cloned.',
    'Proxy object could not be cloned.',
    LIKE_A_PROXY,
    A_PROXY,
  ],
  [
    'proxy of class',
    'DataCloneError',
    '#<Store> could not be cloned.',
    'Proxy object could not be cloned.',
    'the value held an object that cannot be cloned (Store)',
    A_PROXY,
  ],
  [
    'proxy of function',
    'DataCloneError',
    '() => {} could not be cloned.',
    'Proxy object could not be cloned.',
    'the value held a function',
    A_PROXY,
  ],
  [
    'weakmap',
    'DataCloneError',
    '#<WeakMap> could not be cloned.',
    'WeakMap object could not be cloned.',
    'the value held a weak collection (WeakMap), which nobody can list',
  ],
  [
    'generator',
    'DataCloneError',
    '[object Generator] could not be cloned.',
    'Generator object could not be cloned.',
    'the value held an object that cannot be cloned (Generator)',
  ],
  [
    'window',
    'DataCloneError',
    '#<Window> could not be cloned.',
    'Proxy object could not be cloned.',
    'the value held a window',
    A_PROXY,
  ],
  [
    'document',
    'DataCloneError',
    'HTMLDocument object could not be cloned.',
    'HTMLDocument object could not be cloned.',
    'the value held a part of the document (HTMLDocument)',
  ],
  [
    'element',
    'DataCloneError',
    'HTMLBodyElement object could not be cloned.',
    'HTMLBodyElement object could not be cloned.',
    'the value held a part of the document (HTMLBodyElement)',
  ],
  [
    'event',
    'DataCloneError',
    'Event object could not be cloned.',
    'Event object could not be cloned.',
    'the value held an event (Event)',
  ],
  [
    'nodelist',
    'DataCloneError',
    'NodeList object could not be cloned.',
    'NodeList object could not be cloned.',
    'the value held a part of the document (NodeList)',
  ],
  [
    'response',
    'DataCloneError',
    'Response object could not be cloned.',
    'Response object could not be cloned.',
    'the value held an object that cannot be cloned (Response)',
  ],
  [
    'broadcast channel',
    'DataCloneError',
    'BroadcastChannel object could not be cloned.',
    'BroadcastChannel object could not be cloned.',
    'the value held an object that cannot be cloned (BroadcastChannel)',
  ],
  [
    'stream not transferred',
    'DataCloneError',
    'A ReadableStream could not be cloned because it was not transferred.',
    'ReadableStream object could not be cloned.',
    'the value held an object (ReadableStream) that the transfer list did not name',
  ],
  [
    'offscreen not transferred',
    'DataCloneError',
    'An OffscreenCanvas could not be cloned because it was not transferred.',
    'OffscreenCanvas object could not be cloned.',
    'the value held an object (OffscreenCanvas) that the transfer list did not name',
  ],
  [
    'intl',
    'DataCloneError',
    '#<NumberFormat> could not be cloned.',
    'Intl.NumberFormat object could not be cloned.',
    'the value held an object that cannot be cloned (NumberFormat)',
    'the value held an object that cannot be cloned (Intl.NumberFormat)',
  ],
  [
    'port not in list',
    'DataCloneError',
    'A MessagePort could not be cloned because it was not transferred.',
    'MessagePort object could not be cloned.',
    'the value held a MessagePort that the transfer list did not name',
  ],
  [
    'dead port in list',
    'DataCloneError',
    'Port at index 0 is already neutered.',
    BAD,
    'the port at index 0 of the transfer list had been transferred before',
    BAD_LIST,
  ],
  [
    'dead buffer in list',
    'DataCloneError',
    'ArrayBuffer at index 0 is already detached.',
    'attempting to access detached ArrayBuffer',
    'an ArrayBuffer of the value or of the transfer list had been transferred before',
  ],
  [
    'dead buffer in value',
    'DataCloneError',
    'An ArrayBuffer is detached and could not be cloned.',
    'ArrayBuffer object could not be cloned.',
    'an ArrayBuffer of the value or of the transfer list had been transferred before',
  ],
  [
    'duplicate port',
    'DataCloneError',
    'Message port at index 1 is a duplicate of an earlier port.',
    'duplicate transferable for structured clone',
    'the transfer list named the same object twice',
  ],
  [
    'itself',
    'DataCloneError',
    'Port at index 0 contains the source port.',
    'The object could not be cloned.',
    'the transfer list named the port that the message was posted on',
    'the value cannot be cloned, or the transfer list named the port that the message was posted on',
  ],
  [
    'object in list',
    'DataCloneError',
    'Value at index 0 does not have a transferable type.',
    BAD,
    'what stood at index 0 of the transfer list cannot be transferred',
    BAD_LIST,
  ],
  [
    'number in list',
    'TypeError',
    "Failed to convert value to 'object'.",
    'MessagePort.postMessage: Element of argument 2 is not an object.',
    'the transfer list held something that is not an object',
  ],
  [
    'list no array',
    'TypeError',
    'Overload resolution failed.',
    'MessagePort.postMessage: Argument 2 is not valid for any of the 2-argument overloads.',
    'the second argument is neither a transfer list nor options',
  ],
  [
    'wasm memory buffer',
    'TypeError',
    'ArrayBuffer at index 0 is not detachable and could not be transferred.',
    'cannot transfer WebAssembly/asm.js ArrayBuffer',
    'the transfer list named the memory of a WebAssembly instance, which cannot leave it',
  ],
  [
    'locked stream',
    'DataCloneError',
    'A ReadableStream could not be cloned because it was locked',
    BAD,
    'a stream of the value (ReadableStream) was locked by a reader or writer',
    BAD_LIST,
  ],
  [
    'canvas with context',
    'InvalidStateError',
    'An OffscreenCanvas could not be transferred because it had a rendering context.',
    'Cannot clone canvas with context.',
    'the canvas had a rendering context already',
  ],
  [
    'shared',
    'DataCloneError',
    'SharedArrayBuffer transfer requires self.crossOriginIsolated.',
    'The SharedArrayBuffer object cannot be serialized. The Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy HTTP headers can be used to enable this.',
    SHARED,
  ],
  [
    'worker: shared memory',
    'DataCloneError',
    'SharedArrayBuffer transfer requires self.crossOriginIsolated.',
    'The WebAssembly.Memory object cannot be serialized. The Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy HTTP headers can be used to enable this.',
    SHARED,
  ],
  [
    'wasm memory',
    'DataCloneError',
    '#<Memory> could not be cloned.',
    'WebAssembly.Memory object could not be cloned.',
    'the value held an object that cannot be cloned (Memory)',
    'the value held an object that cannot be cloned (WebAssembly.Memory)',
  ],
  ['getter throws', 'RangeError', 'mine', 'mine', 'RangeError was thrown while the value was read'],
  ['getter throws string', '', '', null, 'something was thrown while the value was read'],
  [
    'window: bad origin',
    'SyntaxError',
    "Invalid target origin 'not an origin' in a call to 'postMessage'.",
    'An invalid or illegal string was specified',
    '"not an origin" is no target origin',
    'the target origin is not one',
  ],
  [
    'broadcast: closed',
    'InvalidStateError',
    'Channel is closed',
    'An attempt was made to use an object that is not, or is no longer, usable',
    'the BroadcastChannel had been closed',
  ],
  ['deep', 'RangeError', 'Maximum call stack size exceeded', null, 'the value is nested too deeply'],
];

describe('postMessage threw for', () => {
  test.each(ROWS)('%s', (_what, name, chromium, firefox, why, inFirefox = why) => {
    if (chromium !== null) expect(explainFailure({ name, message: PREFIX + chromium }).why).toBe(why);
    if (firefox !== null) expect(explainFailure({ name, message: firefox }).why).toBe(inFirefox);
  });

  test('a reason that no browser gave so far', () => {
    expect(explainFailure({ name: 'DataCloneError', message: 'Nope.' }).why).toBe('the value cannot be cloned');
  });

  test('a page that names its exceptions after nothing, or much', () => {
    expect(explainFailure({ name: '', message: '' }).why).toBe('something was thrown while the value was read');
    expect(explainFailure({ name: 'x'.repeat(1_000), message: '' }).why).toHaveLength(60 + 36);
    const long = { name: 'DataCloneError', message: `#<${'x'.repeat(5_000_000)}> could not be cloned.` };
    expect(explainFailure(long).why.length).toBeLessThan(120);
  });
});
