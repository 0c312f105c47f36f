/**
 * Tallest scrolled element, in CSS pixels. Firefox draws nothing in elements above some 17.9 million px, Chromium caps
 * them at 33.5 million; beyond this height the scroll bar is scaled.
 */
export const TALLEST = 15_000_000;

/** A list of rows of one height, seen through a pane. Pixels. */
export type RowList = { rowCount: number; rowHeight: number; viewHeight: number };

/** Rows first (included) to last (excluded) are drawn, the first at `top` in a spacer of `spacerHeight`. */
export type RowWindow = { first: number; last: number; top: number; spacerHeight: number };

/** Which rows are seen at a scroll position, and where they stand. */
export function windowRows(list: RowList, scrollTop: number): RowWindow {
  const spacerHeight = Math.min(TALLEST, list.rowCount * list.rowHeight);
  const offset = offsetAt(list, scrollTop);
  const first = Math.max(0, Math.min(list.rowCount - 1, Math.floor(offset / list.rowHeight)));
  const last = Math.min(list.rowCount, Math.ceil((offset + list.viewHeight) / list.rowHeight) + 1);
  const seenTop = Math.max(0, Math.min(scrollTop, largestScroll(list)));
  return { first, last: Math.max(first, last), top: seenTop - (offset - first * list.rowHeight), spacerHeight };
}

/** The scroll position that shows a row whole, moving as little as possible from the present one. */
export function scrollToRow(list: RowList, scrollTop: number, row: number): number {
  const offset = offsetAt(list, scrollTop);
  const rowTop = row * list.rowHeight;
  if (rowTop < offset) return scrollAt(list, rowTop);
  const lowest = rowTop + list.rowHeight - list.viewHeight;
  return lowest > offset ? scrollAt(list, lowest) : scrollTop;
}

/** Whether a scroll position shows the end of the list, or nearly. */
export function isAtEnd(list: RowList, scrollTop: number): boolean {
  return scrollTop >= largestScroll(list) - list.rowHeight / 2;
}

/** Pixels of the whole, unscaled list that are above the pane. */
function offsetAt(list: RowList, scrollTop: number): number {
  const reach = largestOffset(list);
  const scale = scaleOf(list);
  return Math.max(0, Math.min(reach, scrollTop * scale));
}

function scrollAt(list: RowList, offset: number): number {
  return Math.max(0, Math.min(largestScroll(list), offset / scaleOf(list)));
}

/** Pixels of list for one pixel of scrolling: 1 unless the list is taller than can be shown. */
function scaleOf(list: RowList): number {
  const scroll = largestScroll(list);
  return scroll <= 0 ? 1 : largestOffset(list) / scroll;
}

function largestOffset(list: RowList): number {
  return Math.max(0, list.rowCount * list.rowHeight - list.viewHeight);
}

function largestScroll(list: RowList): number {
  return Math.max(0, Math.min(TALLEST, list.rowCount * list.rowHeight) - list.viewHeight);
}
