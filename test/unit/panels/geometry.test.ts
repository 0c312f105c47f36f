import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arrange } from '../../../panels/arrange';
import { neighbourOf } from '../../../panels/graph/neighbours';
import { lengthOf, pointAt, toPath } from '../../../panels/graph/polyline';
import { fitTo, LEGIBLE_ZOOM, panBy, reveal, zoomAt } from '../../../panels/graph/viewport';
import { columnsFor, gridTemplate, resizeColumn } from '../../../panels/messages/columns';
import { rowAfterKey } from '../../../panels/messages/rowAfterKey';
import { shareAfterKey, shareAtPointer } from '../../../panels/shared/splitterGeometry';

const number = fc.double({ min: -1e4, max: 1e4, noNaN: true });
const point = fc.record({ x: number, y: number });

describe('a line', () => {
  const bend = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 30 },
  ];

  test('is as long as its parts, and its points lie at shares of that', () => {
    expect(lengthOf(bend)).toBe(40);
    expect(pointAt(bend, 0)).toEqual({ x: 0, y: 0 });
    expect(pointAt(bend, 0.5)).toEqual({ x: 10, y: 10 });
    expect(pointAt(bend, 1)).toEqual({ x: 10, y: 30 });
  });

  test('is drawn with rounded corners that do not meet', () => {
    expect(toPath(bend, 4)).toBe('M0 0L6 0Q10 0 10 4L10 30');
    expect(toPath(bend, 100)).toBe('M0 0L5 0Q10 0 10 15L10 30');
    expect(toPath([], 4)).toBe('');
  });

  test('never leads outside the box around its points', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (line, share) => {
        const { x, y } = pointAt(line, share);
        expect(x).toBeGreaterThanOrEqual(Math.min(...line.map((p) => p.x)) - 1e-6);
        expect(x).toBeLessThanOrEqual(Math.max(...line.map((p) => p.x)) + 1e-6);
        expect(y).toBeGreaterThanOrEqual(Math.min(...line.map((p) => p.y)) - 1e-6);
        expect(y).toBeLessThanOrEqual(Math.max(...line.map((p) => p.y)) + 1e-6);
      }),
    );
  });
});

describe('the view of the graph', () => {
  test('keeps what is under the pointer there while zooming', () => {
    fc.assert(
      fc.property(point, fc.double({ min: 0.2, max: 5, noNaN: true }), (at, factor) => {
        const before = { x: 30, y: -20, zoom: 0.8 };
        const after = zoomAt(before, factor, at);
        expect((at.x - after.x) / after.zoom).toBeCloseTo((at.x - before.x) / before.zoom, 4);
        expect((at.y - after.y) / after.zoom).toBeCloseTo((at.y - before.y) / before.zoom, 4);
      }),
    );
  });

  test('fits a large graph, centres a small one, and keeps its labels legible if asked', () => {
    expect(fitTo({ width: 100, height: 100 }, { width: 300, height: 200 })).toEqual({ zoom: 1, x: 100, y: 50 });
    expect(fitTo({ width: 2_000, height: 100 }, { width: 1_024, height: 200 }).zoom).toBeCloseTo(0.5);
    const cut = fitTo({ width: 4_000, height: 4_000 }, { width: 300, height: 200 }, LEGIBLE_ZOOM);
    expect(cut).toEqual({ zoom: LEGIBLE_ZOOM, x: 12, y: 12 });
  });

  test('moves only as far as needed to show a point', () => {
    const pane = { width: 400, height: 300 };
    const view = { x: 0, y: 0, zoom: 1 };
    expect(reveal(view, { x: 200, y: 150 }, pane)).toBe(view);
    expect(reveal(view, { x: 500, y: 150 }, pane)).toEqual(panBy(view, -140, 0));
    expect(reveal(view, { x: 200, y: -10 }, pane)).toEqual(panBy(view, 0, 50));
  });
});

describe('the next stop of the keyboard', () => {
  const stops = [
    { id: 'left', at: { x: 0, y: 0 } },
    { id: 'right', at: { x: 100, y: 5 } },
    { id: 'far', at: { x: 300, y: 0 } },
    { id: 'below', at: { x: 10, y: 80 } },
  ] as const;

  test('is the nearest one in the direction of the key', () => {
    expect(neighbourOf(stops, stops[0], 'ArrowRight')?.id).toBe('right');
    expect(neighbourOf(stops, stops[0], 'ArrowDown')?.id).toBe('below');
    expect(neighbourOf(stops, stops[1], 'ArrowRight')?.id).toBe('far');
    expect(neighbourOf(stops, stops[0], 'ArrowLeft')).toBeNull();
  });
});

describe('the columns', () => {
  test('give way one after the other until the value has room', () => {
    const names = (width: number) => columnsFor(width, {}).map((column) => column.name);
    expect(names(1_200)).toHaveLength(8);
    expect(names(900)).not.toContain('size');
    expect(names(420)).toEqual(['time', 'ends', 'summary', 'state']);
    expect(gridTemplate(columnsFor(420, {}))).toBe('98px 136px minmax(36px, 1fr) 34px');
  });

  test('keep the width that the user gave them, but never vanish', () => {
    const wider = resizeColumn(columnsFor(1_200, {}), {}, 'ends', 40);
    expect(columnsFor(1_200, wider).find(({ name }) => name === 'ends')?.width).toBe(270);
    const gone = resizeColumn(columnsFor(1_200, {}), {}, 'ends', -4_000);
    expect(columnsFor(1_200, gone).find(({ name }) => name === 'ends')?.width).toBe(36);
  });
});

describe('the row after a key', () => {
  test.each([
    ['ArrowDown', 4, 5],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 4, 3],
    ['ArrowUp', -1, 9],
    ['PageDown', 4, 7],
    ['PageUp', 1, 0],
    ['Home', 7, 0],
    ['End', -1, 9],
  ])('%s in row %d leads to row %d of ten', (key, from, to) => {
    expect(rowAfterKey(key, from, 10, 3)).toBe(to);
  });

  test('other keys, and keys in an empty table, lead nowhere', () => {
    expect(rowAfterKey('a', 1, 10, 3)).toBeNull();
    expect(rowAfterKey('End', -1, 0, 3)).toBeNull();
  });
});

describe('the line between panes', () => {
  test('follows the pointer and the arrow keys, and leaves both panes visible', () => {
    const box = { left: 100, top: 0, width: 200, height: 50 };
    expect(shareAtPointer(box, { x: 150, y: 0 }, true)).toBe(0.25);
    expect(shareAtPointer(box, { x: 0, y: 0 }, true)).toBe(0.1);
    expect(shareAfterKey(0.5, 'ArrowRight', true)).toBeCloseTo(0.52);
    expect(shareAfterKey(0.5, 'ArrowRight', false)).toBeNull();
    expect(shareAfterKey(0.9, 'ArrowDown', false)).toBe(0.9);
  });
});

describe('the arrangement', () => {
  test('follows the shape of the dock', () => {
    expect(arrange({ width: 1_400, height: 900 })).toMatchObject({ direction: 'column', isDetailCovering: false });
    expect(arrange({ width: 1_500, height: 400 })).toMatchObject({ direction: 'row', isDetailCovering: false });
    expect(arrange({ width: 420, height: 800 })).toMatchObject({ direction: 'column', isDetailCovering: true });
  });
});
