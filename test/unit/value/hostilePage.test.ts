import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';

/** The encoder as one script, so that its own arrays and objects are the page's too. */
const script = buildSync({
  stdin: {
    contents: `
      import { capturePrimitives } from './src/agent/natives';
      import { createValueEncoder } from './src/agent/value';
      import { DEFAULT_BUDGET as budget } from './src/protocol/values';
      const encode = createValueEncoder(globalThis, capturePrimitives(globalThis));
      globalThis.encode = (value) => encode(value, { budget, transferred: null });
    `,
    resolveDir: join(__dirname, '../../..'),
    loader: 'ts',
  },
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2023',
  tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
}).outputFiles[0]!.text;

/** Page code: everything that can be replaced is, by a function that counts and throws; some things are added. */
const SABOTAGE = `
  var alarms = 0;
  var lastAlarm = '';
  (() => {
    const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, create } = Object;
    const { ownKeys } = Reflect;
    const global = globalThis;
    const StringOf = String;
    const alarm = (name) => function () { alarms++; lastAlarm = name; throw 'alarm ' + name; };
    const put = (object, key, name, isAccessor) => {
      const descriptor = create(null);
      descriptor.configurable = true;
      if (isAccessor) descriptor.get = descriptor.set = alarm(name);
      else descriptor.value = alarm(name);
      defineProperty(object, key, descriptor);
    };
    const targets = [];
    const add = (object, name) => { targets[targets.length] = [object, name]; };
    for (const name of ownKeys(global)) {
      const value = getOwnPropertyDescriptor(global, name).value;
      if (name === 'encode' || name === 'globalThis' || name === 'values') continue;
      if (typeof value === 'function' || (typeof value === 'object' && value !== null)) add(value, StringOf(name));
      if (typeof value === 'function' && value.prototype) add(value.prototype, StringOf(name) + '.prototype');
    }
    add(getPrototypeOf(Uint8Array.prototype), 'TypedArray.prototype');
    for (const sample of [new Map().entries(), new Set().values(), [].values(), ''[Symbol.iterator](), (function* () {})()]) {
      add(getPrototypeOf(sample), 'an iterator');
    }
    const additions = ['get', 'set', 'value', 'done', 'toJSON', 'writable', 'enumerable', 'configurable', 'text', 'size',
      'digest', 'first', 'numbers', 'undigested', 'recognises', 'write', 'name', 'message', 'cause', 'stack', 'isError',
      'transferred', 'budget', 'sizeOf', 'length', 'byteLength', 'then', '0', '1', '2', '3', Symbol.toStringTag,
      Symbol.iterator, Symbol.toPrimitive, Symbol.species];
    const arrayPrototype = Array.prototype;
    const objectPrototype = Object.prototype;
    const errorType = Error;
    for (let i = 0; i < targets.length; i++) {
      const object = targets[i][0];
      const name = targets[i][1];
      const keys = ownKeys(object);
      for (let k = 0; k < keys.length; k++) {
        const key = keys[k];
        const descriptor = getOwnPropertyDescriptor(object, key);
        if (!descriptor.configurable) continue;
        const isAccessor = descriptor.get !== undefined || descriptor.set !== undefined;
        if (isAccessor || typeof descriptor.value === 'function') {
          put(object, key, name + '.' + StringOf(key), isAccessor);
        }
      }
    }
    // Before the additions: Node's own global aborts where descriptors inherit fields.
    const names = ownKeys(global);
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      const descriptor = getOwnPropertyDescriptor(global, name);
      if (descriptor.configurable && typeof descriptor.value === 'function' && name !== 'encode') put(global, name, StringOf(name), false);
    }
    for (let i = 0; i < additions.length; i++) {
      for (let j = 0; j < 2; j++) {
        const object = j === 0 ? objectPrototype : arrayPrototype;
        const key = additions[i];
        const old = getOwnPropertyDescriptor(object, key);
        if (old === undefined || old.configurable) put(object, key, 'added ' + StringOf(key), true);
      }
    }
    put(errorType, 'prepareStackTrace', 'prepareStackTrace', false);
  })();
`;

/** Values as a page may send them. */
const VALUES = `
  class Point { constructor() { this.x = 1; } get y() { return 2; } toJSON() { throw 'toJSON'; } }
  const sparse = [1, , 3];
  const cycle = { a: 1 };
  cycle.again = [cycle];
  var values = [
    1, 'text', null, undefined, -0, 10n, { type: 'pulse', n: 1 }, [1, 2], sparse, cycle, new Point(), JSON.parse('{"__proto__":1}'),
    new Map([[{ a: 1 }, [2]]]), new Set(['a']), new Date(5), /a/gi, Object(1), Object('s'), Object(1n), Object(true),
    new Uint8Array([1, 2, 3]), new DataView(new ArrayBuffer(2)), new ArrayBuffer(2), new Float64Array(2), new BigInt64Array(1),
    new SharedArrayBuffer(2), new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
    Object.assign(Object.create(null), { toJSON: 1 }), 'x'.repeat(20000), new Array(3000).fill({}),
    { get secret() { throw 'getter'; }, plain: 1 },
  ];
`;

/** A page with the encoder in it, before its first script. */
function openPage() {
  const page = createContext({});
  runInContext(script, page);
  const run = <T>(code: string): T => runInContext(code, page) as T;
  run(VALUES);
  return run;
}

describe('a page that replaced everything it can, after the encoder was made', () => {
  const run = openPage();
  const count = run<number>('values.length');
  const encodeAll = 'for (var texts = [], i = 0; i < values.length; i++) texts[i] = encode(values[i]);';
  run(encodeAll);
  const before = Array.from({ length: count }, (_, place) => run<string>(`texts[${place}].text`));
  run(SABOTAGE);

  test('is really hostile', () => {
    expect(() => run('JSON.stringify(1)')).toThrow();
    expect(() => run('[].push(1)')).toThrow();
    expect(() => run('for (const x of [1]);')).toThrow();
    expect(() => run('var fresh = []; fresh[0] = 1;')).toThrow();
    run('alarms = 0; lastAlarm = ""');
  });

  test.each(before.map((text, place) => [text.slice(0, 50), place] as const))('%s', (_, place) => {
    const text = run<string>(`var result = encode(values[${place}]); result.text`);
    expect(run<string>('lastAlarm + alarms')).toBe('0');
    expect(text).toBe(before[place]);
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  });
});

describe('nothing of the page runs', () => {
  test('not an accessor, its own or an inherited one', () => {
    const run = openPage();
    const text = run<string>(`
      var calls = 0;
      class Spy { get inherited() { calls++; } toJSON() { calls++; } get [Symbol.toStringTag]() { calls++; } }
      Object.defineProperty(Spy.prototype, 'constructor', { get() { calls++; } });
      const spy = new Spy();
      Object.defineProperty(spy, 'own', { get() { calls++; }, enumerable: true });
      const list = [1];
      Object.defineProperty(list, 0, { get() { calls++; }, enumerable: true });
      encode({ spy, list }).text`);
    expect(text).toBe('["object","spy",["object","own",["accessor"]],"list",["list",["accessor"]]]');
    expect(run<number>('calls')).toBe(0);
    expect(run<unknown>('encode({ get a() { return 1; } }).digest')).toBeNull();
  });

  test('a proxy that throws makes the value unreadable and nothing else', () => {
    const run = openPage();
    const proxy = `new Proxy({}, { ownKeys() { throw 'trap'; }, getPrototypeOf() { throw 'trap'; } })`;
    expect(run<string>(`encode({ a: ${proxy} }).text`)).toBe('["unreadable","reading it failed"]');
    expect(run<unknown>(`encode({ a: ${proxy} }).digest`)).toBeNull();
    expect(run<string>(`encode({ a: 1 }).text`)).toBe('["object","a",1]');
  });

  test('not Error.prepareStackTrace: without it there is a stack, with it there is none', () => {
    const run = openPage();
    run(`var error = new TypeError('m');`);
    const stackOf = (): unknown => (JSON.parse(run<string>('encode(error).text')) as unknown[])[3];
    expect(stackOf()).toMatch(/^TypeError: m\n/);
    const digest = run<number>('encode(error).digest');
    run(`var calls = 0; error = new TypeError('m'); Error.prepareStackTrace = () => { calls++; return 'x'; };`);
    expect(stackOf()).toBeNull();
    expect(run<number>('calls')).toBe(0);
    expect(run<number>('encode(error).digest')).toBe(digest);
  });
});

test('an unusual realm, without many types, still encodes', () => {
  const page = createContext({});
  runInContext(
    'delete globalThis.SharedArrayBuffer; delete globalThis.WebAssembly; delete globalThis.AggregateError;',
    page,
  );
  runInContext(script, page);
  expect(runInContext('encode({ a: new Map([[1, new Error("m")]]) }).text', page)).toMatch(
    /^\["object","a",\["map",1,\["error"/,
  );
});
