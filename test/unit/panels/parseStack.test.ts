import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOpenable, readLocation, shortLocation } from '../../../panels/detail/stack/location';
import { parseStack } from '../../../panels/detail/stack/parseStack';

const OWN = 'chrome-extension://abcdef';

/** A stack in short: a line a frame, `~` before one that was reached asynchronously. */
function print(text: string): string[] {
  return parseStack(text, OWN).lines.map((line) => {
    if (line.kind === 'text') return `text ${line.text}`;
    const { location, name, note, isAsync } = line;
    const place = location === null ? '-' : [location.url, location.line, location.column].join(' ');
    return `${isAsync ? '~' : ''}${name ?? '(none)'} | ${place}${note === null ? '' : ` | ${note}`}`;
  });
}

describe('a stack of V8', () => {
  test.each([
    ['    at send (https://a.example/app.js:12:3)', 'send | https://a.example/app.js 12 3'],
    ['    at https://a.example/app.js:12:3', '(none) | https://a.example/app.js 12 3'],
    ['    at https://a.example/(odd)/app.js:1:2', '(none) | https://a.example/(odd)/app.js 1 2'],
    ['    at f (https://a.example/(odd)/app.js:1:2)', 'f | https://a.example/(odd)/app.js 1 2'],
    ['    at new Client (http://localhost:8080/c.js:5:9)', 'new Client | http://localhost:8080/c.js 5 9'],
    ['    at Bus.emit [as post] (file:///p/bus.js:7:1)', 'Bus.emit [as post] | file:///p/bus.js 7 1'],
    ['    at async load (https://a.example/app.js:1:2)', '~load | https://a.example/app.js 1 2'],
    ['    at async https://a.example/app.js:1:2', '~(none) | https://a.example/app.js 1 2'],
    ['    at async Promise.all (index 0)', '~Promise.all | - | index 0'],
    ['    at Array.forEach (<anonymous>)', 'Array.forEach | - | native'],
    ['    at <anonymous>:1:7', '(none) | - | <anonymous>:1:7'],
    [
      '    at eval (eval at run (https://a.example/app.js:3:4), <anonymous>:1:1)',
      'eval | https://a.example/app.js 3 4 | made by eval',
    ],
    [
      '    at eval (eval at g (eval at f (https://a.example/app.js:3:4), <anonymous>:1:1), <anonymous>:1:1)',
      'eval | https://a.example/app.js 3 4 | made by eval',
    ],
    ['    at send', '(none) | send  '],
  ])('%s', (line, wanted) => {
    expect(print(`Error\n${line}`)).toEqual([wanted]);
  });
});

describe('a stack of SpiderMonkey', () => {
  test.each([
    ['send@https://a.example/app.js:12:3', 'send | https://a.example/app.js 12 3'],
    ['@https://a.example/app.js:12:3', '(none) | https://a.example/app.js 12 3'],
    [
      'Bus.prototype.post/<@https://a.example/@scope/b.js:1:2',
      'Bus.prototype.post/< | https://a.example/@scope/b.js 1 2',
    ],
    ['async*load@https://a.example/app.js:1:2', '~load | https://a.example/app.js 1 2'],
    ['setTimeout handler*later@https://a.example/app.js:1:2', '~later | https://a.example/app.js 1 2'],
    ['promise callback*@https://a.example/app.js:1:2', '~(none) | https://a.example/app.js 1 2'],
    ['f@https://a.example/app.js line 5 > eval:1:1', 'f | https://a.example/app.js 5  | made by eval'],
    [
      'f@https://a.example/app.js line 5 > eval line 1 > Function:2:3',
      'f | https://a.example/app.js 5  | made by eval',
    ],
    [
      'anonymous@https://a.example/app.js line 8 > Function:1:1',
      'anonymous | https://a.example/app.js 8  | made by Function',
    ],
    ['forEach@self-hosted:164:17', 'forEach | - | native'],
    ['f@blob:https://a.example/1b:1:2', 'f | blob:https://a.example/1b 1 2'],
    ['@debugger eval code:1:8', '(none) | debugger eval code 1 8'],
  ])('%s', (line, wanted) => {
    expect(print(`${line}\n`)).toEqual([wanted]);
  });
});

describe('any stack', () => {
  test('has frames of the extension counted, not shown', () => {
    const text = `Error
    at Object.apply (${OWN}/page.js:1:100)
    at send (https://a.example/app.js:12:3)
    at fake (https://evil.example/?${OWN}/page.js:1:1)`;
    expect(parseStack(text, OWN)).toMatchObject({ own: 1, more: 0, lines: [{ name: 'send' }, { name: 'fake' }] });
  });

  test('keeps what it does not understand, but not the heading', () => {
    expect(print('TypeError: no\n    at f (https://a.example/a.js:1:2)\n  odd')).toEqual([
      'f | https://a.example/a.js 1 2',
      'text odd',
    ]);
    expect(print('one line')).toEqual(['text one line']);
    expect(print('')).toEqual([]);
  });

  test('is not misled by a name about where its frame stands', () => {
    expect(print('    at x (https://fake.example/f.js:1:1) (https://a.example/a.js:2:3)')).toEqual([
      'x (https://fake.example/f.js:1:1) | https://a.example/a.js 2 3',
    ]);
    expect(print('x@https://fake.example/f.js:1:1@https://a.example/a.js:2:3')).toEqual([
      'x@https://fake.example/f.js:1:1 | https://a.example/a.js 2 3',
    ]);
  });

  test('is bounded', () => {
    const { lines, more } = parseStack(`    at f (https://a.example/a.js:1:2)\n`.repeat(1_000), OWN);
    expect([lines.length, more]).toEqual([200, 800]);
    const start = performance.now();
    for (const hostile of [
      '('.repeat(1e6),
      ')'.repeat(1e6),
      '@a:b'.repeat(3e5),
      `    at ${'(eval at '.repeat(1e5)})`,
    ]) {
      expect(JSON.stringify(parseStack(hostile, OWN)).length).toBeLessThan(5_000);
    }
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('never makes the reader throw', () => {
    const piece = fc.constantFrom(
      '    at ',
      '(',
      ')',
      '@',
      ':1',
      '\n',
      'eval at ',
      'async ',
      'https://a/',
      '*',
      ' > eval',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))), (parts) => {
        parseStack(parts.join(''), OWN);
      }),
    );
  });
});

describe('a place in a source', () => {
  test.each([
    ['https://a.example/app.js:1:2', true],
    ['file:///a.js:1:2', true],
    ['blob:https://a.example/1:1:2', true],
    ['https://a.example/app.js', false],
    ['javascript:alert(1):1:2', false],
    ['data:text/javascript,x:1:2', false],
    ['chrome://settings/a.js:1:2', false],
    ['debugger eval code:1:2', false],
  ])('%s can be opened: %s', (text, isIt) => {
    expect(isOpenable(readLocation(text))).toBe(isIt);
  });

  test.each([
    ['https://a.example/js/app.js?v=2:1:2', 'app.js:1:2'],
    ['https://a.example/:7:1', 'a.example/:7:1'],
    ['data:text/javascript,void 0:1:2', 'data:…:1:2'],
    ['debugger eval code:1:2', 'debugger eval code:1:2'],
    ['javascript:alert(1):1:2', 'javascript:alert(1):1:2'],
  ])('%s is written as %s', (text, wanted) => {
    expect(shortLocation(readLocation(text))).toBe(wanted);
  });
});
