import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isAtEnd, scrollToRow, TALLEST, windowRows, type RowList } from '../../../panels/messages/rowWindow';

const lists: fc.Arbitrary<RowList> = fc.record({
  rowCount: fc.oneof(fc.nat(200), fc.nat(3_000_000)),
  rowHeight: fc.integer({ min: 10, max: 40 }),
  viewHeight: fc.integer({ min: 0, max: 2_000 }),
});
const listsAndScrolls = fc.tuple(lists, fc.double({ min: 0, max: TALLEST, noNaN: true }));

/** What a person sees: the screen position of a row, given that the browser scrolled the spacer. */
function screenTop(list: RowList, scrollTop: number, row: number): number {
  const { first, top } = windowRows(list, scrollTop);
  return top + (row - first) * list.rowHeight - scrollTop;
}

function largestScroll(list: RowList): number {
  return Math.max(0, windowRows(list, 0).spacerHeight - list.viewHeight);
}

describe('a window of rows', () => {
  test('covers the pane with rows, whatever the scroll position', () => {
    fc.assert(
      fc.property(listsAndScrolls, ([list, wanted]) => {
        const scrollTop = Math.min(wanted, largestScroll(list));
        const { first, last, spacerHeight } = windowRows(list, scrollTop);
        expect(spacerHeight).toBeLessThanOrEqual(TALLEST);
        if (list.rowCount === 0) return expect(last - first).toBe(0);
        const filled = Math.min(list.viewHeight, list.rowCount * list.rowHeight);
        expect(screenTop(list, scrollTop, first)).toBeLessThanOrEqual(0.001);
        expect(screenTop(list, scrollTop, last)).toBeGreaterThanOrEqual(filled - 0.001);
        expect(last - first).toBeLessThanOrEqual(Math.ceil(list.viewHeight / list.rowHeight) + 2);
      }),
    );
  });

  test('a row that was scrolled to is wholly in the pane, and asking again moves nothing', () => {
    fc.assert(
      fc.property(listsAndScrolls, fc.nat(), ([list, wanted], n) => {
        fc.pre(list.rowCount > 0 && list.viewHeight >= list.rowHeight);
        const row = n % list.rowCount;
        const scrollTop = scrollToRow(list, Math.min(wanted, largestScroll(list)), row);
        expect(screenTop(list, scrollTop, row)).toBeGreaterThanOrEqual(-0.01);
        expect(screenTop(list, scrollTop, row) + list.rowHeight).toBeLessThanOrEqual(list.viewHeight + 0.01);
        expect(Math.abs(scrollToRow(list, scrollTop, row) - scrollTop)).toBeLessThan(0.01);
      }),
    );
  });

  test('the last row of a million is the last one at the end of the scroll bar', () => {
    const list = { rowCount: 1_000_000, rowHeight: 21, viewHeight: 400 };
    const end = largestScroll(list);
    expect(windowRows(list, end).last).toBe(1_000_000);
    expect(screenTop(list, end, 999_999) + 21).toBeCloseTo(400, 3);
    expect(isAtEnd(list, end)).toBe(true);
    expect(isAtEnd(list, end - 21)).toBe(false);
  });

  test('a list that fits is at its end and is not scaled', () => {
    const list = { rowCount: 3, rowHeight: 20, viewHeight: 400 };
    expect(windowRows(list, 0)).toEqual({ first: 0, last: 3, top: 0, spacerHeight: 60 });
    expect(isAtEnd(list, 0)).toBe(true);
  });
});
