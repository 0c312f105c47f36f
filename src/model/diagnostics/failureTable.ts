/**
 * Why `postMessage` threw, told from what browsers say. Only the text of the exception is known, and it names neither the
 * property nor its path; so does the sentence. Tried in this order.
 *
 * name: of the exception; null: any. text: the whole message, without Chromium's `Failed to execute … on …: `.
 * cause: stable, for telling one failure from another. why and advice may hold `$1`, …, groups of the text.
 */
export type FailureRow = {
  cause: string;
  name: string | null;
  text: RegExp;
  why: string;
  advice: string;
};

const COPY = 'post a plain copy of it that holds only what the receiver needs';
const PROXY_ADVICE =
  'Post the object behind the proxy: toRaw() in Vue, toJS() in MobX, $state.snapshot() in Svelte, current() in Immer ' +
  `(nested ones too), or ${COPY}.`;
const TRANSFER_ADVICE =
  'Name it in the transfer list too: postMessage(value, [port]); a port inside the value is not transferred by itself.';
const DETACHED_ADVICE =
  'What was transferred once is empty where it was. Send it from where it is now, or make a new one for each message.';
const LIST_ADVICE =
  'The transfer list takes only transferable objects: ports, ArrayBuffers (the buffer of a typed array, not the array), ' +
  'streams, ImageBitmap, OffscreenCanvas.';

/** See `FailureRow`; the texts are those of Chromium 156 and Firefox 153. */
export const FAILURES: readonly FailureRow[] = [
  // What the transfer list holds.
  {
    cause: 'port transferred before',
    name: 'DataCloneError',
    text: /^Port at index (\d+) is already neutered\.$/,
    why: 'the port at index $1 of the transfer list had been transferred before',
    advice: DETACHED_ADVICE,
  },
  {
    cause: 'buffer transferred before',
    name: 'DataCloneError',
    text: /^(?:ArrayBuffer at index \d+ is already detached\.|An ArrayBuffer is detached and could not be cloned\.|attempting to access detached ArrayBuffer|ArrayBuffer object could not be cloned\.)$/,
    why: 'an ArrayBuffer of the value or of the transfer list had been transferred before',
    advice: DETACHED_ADVICE,
  },
  {
    cause: 'object transferred before',
    name: 'DataCloneError',
    text: /^An? (\w+) is detached and could not be cloned\.$/,
    why: 'an object of the value ($1) had been transferred or closed before',
    advice: DETACHED_ADVICE,
  },
  {
    cause: 'duplicate in transfer list',
    name: 'DataCloneError',
    text: /is a duplicate of an earlier \w+\.$|^duplicate transferable for structured clone$/,
    why: 'the transfer list named the same object twice',
    advice: 'Name each object once: collect them in a Set where several parts of a value share one.',
  },
  {
    cause: 'port in its own transfer list',
    name: 'DataCloneError',
    text: /^Port at index \d+ contains the source port\.$/,
    why: 'the transfer list named the port that the message was posted on',
    advice: 'A port cannot carry itself: post it on another port, or to a window or worker.',
  },
  {
    cause: 'shared memory in transfer list',
    name: 'DataCloneError',
    text: /^Shared memory objects must not be in the transfer list$/,
    why: 'the transfer list named a SharedArrayBuffer',
    advice: 'Leave it out of the transfer list: it is shared, not transferred.',
  },
  {
    cause: 'not transferable',
    name: 'DataCloneError',
    text: /^Value at index (\d+) does not have a transferable type\.$/,
    why: 'what stood at index $1 of the transfer list cannot be transferred',
    advice: LIST_ADVICE,
  },
  {
    cause: 'bad transfer list',
    name: 'DataCloneError',
    text: /^invalid transferable array for structured clone$/,
    why: 'the transfer list held something that cannot be transferred, or was transferred before',
    advice: `${LIST_ADVICE} ${DETACHED_ADVICE}`,
  },
  {
    cause: 'memory of WebAssembly',
    name: 'TypeError',
    text: /is not detachable and could not be transferred\.$|^cannot transfer WebAssembly\/asm\.js ArrayBuffer$/,
    why: 'the transfer list named the memory of a WebAssembly instance, which cannot leave it',
    advice: 'Copy the part that is needed: memory.buffer.slice(from, to), and transfer the copy.',
  },
  {
    cause: 'canvas with a context',
    name: 'InvalidStateError',
    text: /^An OffscreenCanvas could not be transferred because it had a rendering context\.$|^Cannot clone canvas with context\.$/,
    why: 'the canvas had a rendering context already',
    advice: 'Transfer the canvas before getContext() is called on it, and draw where it arrives.',
  },
  {
    cause: 'locked stream',
    name: 'DataCloneError',
    text: /^A (\w+) could not be cloned because it was locked$/,
    why: 'a stream of the value ($1) was locked by a reader or writer',
    advice: 'Release the lock first (reader.releaseLock()), or transfer one branch of stream.tee().',
  },
  {
    cause: 'list is no list',
    name: 'TypeError',
    text: /^Overload resolution failed\.$|not valid for any of the 2-argument overloads\.$/,
    why: 'the second argument is neither a transfer list nor options',
    advice:
      'Ports, workers and BroadcastChannels take no target origin: postMessage(value, [transfer]); only windows take ' +
      'postMessage(value, targetOrigin, [transfer]).',
  },
  {
    cause: 'entry is no object',
    name: 'TypeError',
    text: /^Failed to convert value to 'object'\.$|Element of argument \d is not an object\.$/,
    why: 'the transfer list held something that is not an object',
    advice: LIST_ADVICE,
  },
  {
    cause: 'no argument',
    name: 'TypeError',
    text: /^1 argument required, but only 0 present\.$|0 is not a valid argument count for any overload\.$/,
    why: 'it was called without a value',
    advice: 'Give it a value, be it undefined or null.',
  },
  // Where it is posted to.
  {
    cause: 'invalid target origin',
    name: 'SyntaxError',
    text: /^Invalid target origin '(.*)' in a call to 'postMessage'\.$/s,
    why: '"$1" is no target origin',
    advice:
      'Give scheme, host and port, as in https://app.example, or / for the own origin; an opaque origin takes "*".',
  },
  {
    cause: 'invalid target origin',
    name: 'SyntaxError',
    text: /^An invalid or illegal string was specified$/,
    why: 'the target origin is not one',
    advice:
      'Give scheme, host and port, as in https://app.example, or / for the own origin; an opaque origin takes "*".',
  },
  {
    cause: 'closed broadcast',
    name: 'InvalidStateError',
    text: /^Channel is closed$|^An attempt was made to use an object that is not, or is no longer, usable$/,
    why: 'the BroadcastChannel had been closed',
    advice: 'Post before close(), or open a new BroadcastChannel of the same name.',
  },
  // What the value holds. Firefox says this too of a port that is to carry itself.
  {
    cause: 'object',
    name: 'DataCloneError',
    text: /^The object could not be cloned\.$/,
    why: 'the value cannot be cloned, or the transfer list named the port that the message was posted on',
    advice: 'A port cannot carry itself: post it on another port. Else post plain data.',
  },
  {
    cause: 'SharedArrayBuffer',
    name: 'DataCloneError',
    text: /^SharedArrayBuffer transfer requires self\.crossOriginIsolated\.$|^The \S+ object cannot be serialized\. The Cross-Origin-Opener-Policy/,
    why: 'the value held shared memory, and the page is not cross-origin isolated',
    advice:
      'Serve the page with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or ' +
      'post a copy.',
  },
  {
    cause: 'port not in transfer list',
    name: 'DataCloneError',
    text: /^A (MessagePort) could not be cloned because it was not transferred\.$|^MessagePort object could not be cloned\.$/,
    why: 'the value held a MessagePort that the transfer list did not name',
    advice: `${TRANSFER_ADVICE} A BroadcastChannel takes none.`,
  },
  {
    cause: 'object not in transfer list',
    name: 'DataCloneError',
    text: /^An? (\w+) could not be cloned because it was not transferred\.$|^(ReadableStream|WritableStream|TransformStream|OffscreenCanvas|RTCDataChannel|MediaSourceHandle) object could not be cloned\.$/,
    why: 'the value held an object ($1$2) that the transfer list did not name',
    advice: 'Name it in the transfer list too: postMessage(value, [object]).',
  },
  {
    cause: 'symbol',
    name: 'DataCloneError',
    text: /^Symbol\((.*)\) could not be cloned\.$/s,
    why: 'the value held a symbol',
    advice: 'Post a string in its place: a symbol means nothing outside its realm.',
  },
  {
    cause: 'symbol',
    name: 'DataCloneError',
    text: /^unsupported type for structured data$/,
    why: 'the value held a symbol, or another type that cannot be cloned',
    advice: 'Post a string in its place: a symbol means nothing outside its realm.',
  },
  {
    cause: 'promise',
    name: 'DataCloneError',
    text: /^(?:#<Promise>|Promise object) could not be cloned\.$/,
    why: 'the value held a Promise',
    advice: 'Await it first, and post what it gives: most often an await is missing.',
  },
  {
    cause: 'weak collection',
    name: 'DataCloneError',
    text: /^(?:#<(WeakMap|WeakSet|WeakRef)>|(WeakMap|WeakSet|WeakRef) object) could not be cloned\.$/,
    why: 'the value held a weak collection ($1$2), which nobody can list',
    advice: 'Post a Map, a Set or the object itself.',
  },
  {
    cause: 'window',
    name: 'DataCloneError',
    text: /^(?:#<Window>|\[object Window\]|Window object) could not be cloned\.$/,
    why: 'the value held a window',
    advice: 'Windows cannot be sent; the receiver has event.source, window.parent or window.frames.',
  },
  {
    cause: 'DOM node',
    name: 'DataCloneError',
    text: /^((?:HTML|SVG|MathML)\w*(?:Element|Document)|Text|Comment|DocumentFragment|ShadowRoot|Attr|NodeList|HTMLCollection|NamedNodeMap|DOMTokenList|\w*Document) object could not be cloned\.$/,
    why: 'the value held a part of the document ($1)',
    advice: 'Nodes stay in their document: post their id, their text or outerHTML.',
  },
  {
    cause: 'event',
    name: 'DataCloneError',
    text: /^(\w*Event) object could not be cloned\.$/,
    why: 'the value held an event ($1)',
    advice: 'Post the fields that are needed: { type: event.type, key: event.key }.',
  },
  {
    cause: 'function',
    name: 'DataCloneError',
    text: /^(?:Function|BoundFunctionObject) object could not be cloned\.$/,
    why: 'the value held a function',
    advice:
      `Functions stay in their realm: ${COPY} (methods of a plain object count too), or send a port for the receiver to ` +
      'call back on.',
  },
  {
    cause: 'proxy',
    name: 'DataCloneError',
    text: /^Proxy object could not be cloned\.$/,
    why: 'the value held a Proxy, most often reactive state of a framework, or a window',
    advice: PROXY_ADVICE,
  },
  // Chromium gives the name of what the proxy stands for; all of these could be cloned themselves.
  {
    cause: 'proxy',
    name: 'DataCloneError',
    text: /^(?:#<(?:Object|Array|Map|Set|Date|RegExp|Error|Boolean|Number|String|ArrayBuffer|\w+Array|DataView)>|\[object (?:Object|Array)\]) could not be cloned\.$/,
    why: 'the value held an object that the browser cannot copy though it looks plain: a Proxy, most often reactive state of a framework',
    advice: PROXY_ADVICE,
  },
  {
    cause: 'no plain object',
    name: 'DataCloneError',
    text: /^(?:#<([\w.]+)>|\[object ([\w ]+)\]|([\w. ]+) object) could not be cloned\.$/,
    why: 'the value held an object that cannot be cloned ($1$2$3)',
    advice: `Objects of the browser and proxies stay in their realm: ${COPY}.`,
  },
  // Chromium writes the source of the function itself; nothing else is left that it could be.
  {
    cause: 'function',
    name: 'DataCloneError',
    text: /^(?:(?:async |static |get |set )*(?:function\b|class\b|\(|[\w$#*[])).* could not be cloned\.$/s,
    why: 'the value held a function',
    advice:
      `Functions stay in their realm: ${COPY} (methods of a plain object count too), or send a port for the receiver to ` +
      'call back on.',
  },
  {
    cause: 'too deep',
    name: 'RangeError',
    text: /^Maximum call stack size exceeded$/,
    why: 'the value is nested too deeply',
    advice: 'Flatten it: long linked lists post well as arrays.',
  },
];
