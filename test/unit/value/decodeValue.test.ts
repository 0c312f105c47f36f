import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeValue, describeRecordedValue, describeValue, type ValueNode } from '../../../src/model/value';
import { encode, withBudget } from './support';

const decode = (value: unknown, options?: Parameters<typeof encode>[1]): ValueNode =>
  decodeValue(encode(value, options).text);

/** A tree as lines, two spaces a level: role, key and one line about each child. */
function printTree(node: ValueNode, indent = ''): string {
  const number = node.number === null ? '' : ` #${node.number}`;
  const cut = node.cut === null ? '' : ` cut ${node.cut.why} ${node.cut.count}`;
  const children = node.children().map(({ role, key, node: child }) => {
    return `${indent}  ${role} ${key}: ${printTree(child, `${indent}  `)}`;
  });
  return [`${describeValue(node, 60)}${number}${cut}`, ...children].join('\n');
}

describe('one line, as the console writes it', () => {
  const sparse: unknown[] & { x?: number } = [1, , , 4, ,]; // eslint-disable-line no-sparse-arrays
  sparse.x = 2;
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const lines: [unknown, string][] = [
    [{ type: 'pulse', n: 1 }, "{type: 'pulse', n: 1}"],
    [{}, '{}'],
    [{ 'a-b': {}, 0: { x: 1 }, ünï: [1, 2] }, "{0: {…}, 'a-b': {}, ünï: Array(2)}"],
    [[1, 'a', null], "(3) [1, 'a', null]"],
    [[undefined], '[undefined]'],
    [[], '[]'],
    [sparse, '(5) [1, empty × 2, 4, x: 2, empty]'],
    [new Array(3), '(3) [empty × 3]'],
    [new Map<unknown, unknown>([['a', 1], [{ x: 1 }, new Map()]]), "Map(2) {'a' => 1, {…} => Map(0)}"],
    [new Set(['a', new Set([1])]), "Set(2) {'a', Set(1)}"],
    [-0, '-0'],
    [-12n, '-12n'],
    ["it's\n\u202e\ud800", "'it\\'s\\n\\u202e\\ud800'"],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(NaN), 'Invalid Date'],
    [/a\n/g, '/a\\n/g'],
    [Object('s'), "String {'s'}"],
    [new RangeError('m\nn'), 'RangeError: m\\nn'],
    [new Error(), 'Error'],
    [new ArrayBuffer(1024), 'ArrayBuffer(1024)'],
    [new Int16Array([1, -1]), 'Int16Array(2) [1, -1]'],
    [new BigInt64Array([-1n]), 'BigInt64Array(1) [-1n]'],
    [new DataView(new ArrayBuffer(4)), 'DataView(4)'],
    [new Blob(['ab'], { type: 'text/plain' }), "Blob {size: 2, type: 'text/plain'}"],
    [{ blob: new Blob([]), b: new ArrayBuffer(2) }, '{blob: Blob, b: ArrayBuffer(2)}'],
    [cycle, '{self: → #0}'],
    [{ get a() { return 1; } }, '{a: (…)}'],
  ]; // prettier-ignore
  test.each(lines.map(([value, line]) => [line, value] as const))('%s', (line, value) => {
    expect(describeValue(decode(value))).toBe(line);
  });

  const texts: [string, string][] = [
    ['["transferred","ArrayBuffer",1024]', 'ArrayBuffer(1024) (transferred)'],
    ['["transferred","OffscreenCanvas",null]', 'OffscreenCanvas (transferred)'],
    ['["view","Uint8Array",null,null,["transferred","ArrayBuffer",8]]', 'Uint8Array (transferred)'],
    ['["platform","MessagePort"]', 'MessagePort'],
    ['["unreadable","why"]', '(unreadable: why)'],
    ['["string","abc",10]', "'abc…'"],
    ['["bigint",["string","123",9]]', '123…n'],
    ['["object","a",1,["cut","nodes",5]]', '{a: 1, …}'],
    ['["list",["cut","depth",5]]', '(5) […]'],
  ];
  test.each(texts)('%s', (text, line) => {
    expect(describeValue(decodeValue(text))).toBe(line);
  });

  test('shortens to the length asked for', () => {
    const value = { first: 'x'.repeat(100), second: 2 };
    expect(describeValue(decode(value), 20)).toBe("{first: 'xxxxxxxxxx…");
    expect(describeValue(decode(new Array(500).fill(7)), 30)).toBe('(500) [7, 7, 7, 7, 7, 7, 7, 7…');
    expect(describeValue(decode('😀😀😀'), 3)).toBe("'…");
  });

  test('of a recorded value, also of an absent one', () => {
    expect(describeRecordedValue(encode({ a: 1 }), 80)).toBe('{a: 1}');
    expect(describeRecordedValue({ absent: 'dropped' }, 80)).toBe('(dropped to stay within the cap)');
    expect(describeRecordedValue(null)).toBe('(not seen)');
  });
});

describe('the tree', () => {
  test('has every part of a value', () => {
    const shared = new Uint8Array([1, 2]);
    const value = { list: [shared, shared], map: new Map([[{ k: 1 }, 'v']]), error: new Error('m', { cause: 'c' }) };
    const { error, ...others } = value;
    expect(printTree(decode(others))).toBe(
      [
        '{list: Array(2), map: Map(1)}',
        '  property list: (2) [Uint8Array(2), → #2]',
        '    index 0: Uint8Array(2) [1, 2] #2',
        '      index 0: 1',
        '      index 1: 2',
        '      detail buffer: ArrayBuffer(2)',
        '    index 1: → #2',
        '  property map: Map(1) {{…} => \'v\'}', // prettier-ignore
        "    entry {k: 1}: 'v'",
      ].join('\n'),
    );
    expect(
      decode(error)
        .children()
        .map(({ role, key }) => [role, key]),
    ).toEqual([
      ['property', 'cause'],
      ['detail', 'stack'],
    ]);
  });

  test('says at each place how much is missing', () => {
    const value = { text: 'abcdef', bytes: new Uint8Array(4), list: [1, 2, 3] };
    expect(printTree(decode(value, withBudget({ string: 5, buffer: 2, nodes: 7 })))).toBe(
      [
        "{text: 'abcde…', bytes: Uint8Array(4), list: Array(3)}",
        "  property text: 'abcde…' cut string 1",
        '  property bytes: Uint8Array(4) [0, 0, …] cut buffer 2',
        '    index 0: 0',
        '    index 1: 0',
        '    detail buffer: ArrayBuffer(4) cut buffer 2',
        '  property list: (3) [1, 2, …] cut nodes 1',
        '    index 0: 1',
        '    index 1: 2',
      ].join('\n'),
    );
  });

  test('reads the fields of an error of which others were cut', () => {
    const one = decodeValue('["error","Error","m",null,"cause",["cut","nodes",1],"errors",["list",1]]');
    expect(printTree(one).split('\n').slice(1)).toEqual(['  property errors: [1]', '    index 0: 1']);
    expect(one.cut).toEqual({ why: 'nodes', count: 1 });
    const both = decodeValue('["error","Error","m",null,"cause",["cut","depth",1],"errors",["cut","depth",2]]');
    expect(both.children()).toEqual([]);
    expect(both.cut).toEqual({ why: 'depth', count: 3 });
  });

  test('gives some of the children', () => {
    const node = decode(Array.from({ length: 1000 }, (_, place) => place));
    expect(node.childCount).toBe(1000);
    expect(node.children(10, 12).map(({ key }) => key)).toEqual(['10', '11']);
    expect(node.children(999, 5000)).toHaveLength(1);
    expect(node.children(2000)).toEqual([]);
  });

  test('leads from a reference to its object', () => {
    const cycle: Record<string, unknown> = { a: 1 };
    cycle.self = cycle;
    const again = decode(cycle).children()[1]!.node;
    expect(again).toMatchObject({ kind: 'ref', target: 0 });
    expect(again.kind === 'ref' && describeValue(again.resolve())).toBe('{a: 1, self: → #0}');
  });
});

describe('text that no encoder wrote', () => {
  const broken: [string, string | RegExp][] = [
    ['', /not JSON/],
    ['[1,', /not JSON/],
    ['{"a":1}', /JSON object/],
    ['[]', /no tag/],
    ['["nonsense"]', /"nonsense"/],
    ['[["list"]]', /no tag/],
    ['["object","a"]', /"object"/],
    ['["object",1,2]', /"object"/],
    ['["array",-1]', /"array"/],
    ['["array",1e300]', /"array"/],
    ['["map",1]', /"map"/],
    ['["date","now"]', /"date"/],
    ['["number","five"]', /"number"/],
    ['["bigint","1;2"]', /"bigint"/],
    ['["string","abc",1]', /"string"/],
    ['["regexp","a",{}]', /"regexp"/],
    ['["boxed",["list"]]', /"boxed"/],
    ['["buffer",1,"AAAA"]', /"buffer"/],
    ['["buffer",9,"%%%%"]', /"buffer"/],
    ['["view","Function",0,1,["buffer",1,"AA=="]]', /"view"/],
    ['["view","Int8Array",0,1,"no buffer"]', /"view"/],
    ['["error",1,2,3]', /"error"/],
    ['["error","Error","m",null,"cause"]', /"error"/],
    ['["ref",7]', /object 7, which is not there/],
    ['["ref",{"toString":1}]', /"ref"/],
    ['[{"toString":1}]', /no tag/],
    ['["cut","nodes",1]', /left out/],
  ];
  test.each(broken)('%s', (text, reason) => {
    const node = decodeValue(text);
    expect(node).toMatchObject({ kind: 'invalid', reason: expect.stringMatching(reason) });
    expect(describeValue(node)).toMatch(/^\(invalid: /);
  });

  test('does not spoil what is around it', () => {
    expect(describeValue(decodeValue('["list",1,["ref",9],2]'))).toMatch(/^\(3\) \[1, \(invalid: .*\), 2\]$/);
  });

  test('may be as deep as JSON can be', () => {
    const levels = 100_000;
    const node = decodeValue('["list",'.repeat(levels) + '1' + ']'.repeat(levels));
    expect(describeValue(node)).toBe('[Array(1)]');
  });

  test('may name a view far larger than its bytes', () => {
    const node = decodeValue('["view","Uint8Array",0,9007199254740991,["buffer",9007199254740991,"AQI="]]');
    expect(node.childCount).toBe(3);
    expect(node.cut).toEqual({ why: 'buffer', count: 9007199254740989 });
  });

  test('never throws', () => {
    const tag = fc.constantFrom(
      ...'undefined number bigint string object array list map set date regexp boxed error buffer'.split(' '),
      ...'shared-buffer view transferred platform accessor unreadable ref cut'.split(' '),
    );
    const word = fc.oneof(
      tag,
      fc.constantFrom('Uint8Array', 'DataView', 'AQI=', 'nodes', 'cause', 'NaN', ''),
      fc.string(),
    );
    const form = fc.letrec<{ form: unknown }>((tie) => ({
      form: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(word, fc.constant(null), fc.boolean(), fc.double({ noNaN: true }), fc.integer({ min: -1, max: 5 })),
        fc.tuple(tag, fc.array(tie('form'), { maxLength: 5 })).map(([head, rest]) => [head, ...rest]),
        fc.dictionary(fc.constantFrom('toString', 'length', 'then', '__proto__'), tie('form'), { maxKeys: 2 }),
        fc.array(tie('form'), { maxLength: 2 }),
      ),
    })).form;
    const visit = (node: ValueNode, depth: number): void => {
      describeValue(node, 50);
      if (node.kind === 'buffer') node.bytes();
      if (node.kind === 'ref' && depth < 6) visit(node.resolve(), depth + 1);
      node.children().forEach(({ node: child }) => visit(child, depth + 1));
    };
    fc.assert(
      fc.property(form, (any) => visit(decodeValue(JSON.stringify(any)), 0)),
      { numRuns: 3000 },
    );
  });
});
