import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arrange } from '../../../panels/arrange';
import { neighbourOf } from '../../../panels/graph/neighbours';
import { lengthOf, pointAt, roundCorners, toPath } from '../../../panels/graph/polyline';
import { fitTo, SMALLEST_FIT, panBy, refit, reveal, zoomAt } from '../../../panels/graph/viewport';
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

  test('is drawn from point to point', () => {
    expect(toPath(bend)).toBe('M0 0L10 0L10 30');
    expect(toPath([])).toBe('');
  });

  test('gets rounded corners that do not meet', () => {
    const corner = (radius: number) => roundCorners(bend, radius).slice(1, -1);
    expect(corner(4)[0]).toEqual({ x: 6, y: 0 });
    expect(corner(4)[2]).toEqual({ x: 9, y: 1 });
    expect(corner(4).at(-1)).toEqual({ x: 10, y: 4 });
    expect(corner(100)[0]).toEqual({ x: 5, y: 0 });
    expect(corner(100).at(-1)).toEqual({ x: 10, y: 15 });
    expect(roundCorners(bend.slice(0, 2), 4)).toEqual(bend.slice(0, 2));
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

  test('fits a large graph, centres a small one, but not a huge one if asked not to', () => {
    const graph = (width: number, height: number) => ({ x: -40, y: 20, width, height });
    expect(fitTo(graph(100, 100), { width: 300, height: 200 })).toEqual({ zoom: 1, x: 140, y: 30 });
    expect(fitTo(graph(2_000, 100), { width: 1_024, height: 200 }).zoom).toBeCloseTo(0.5);
    const cut = fitTo(graph(4_000, 4_000), { width: 300, height: 200 }, SMALLEST_FIT);
    expect(cut).toEqual({ zoom: SMALLEST_FIT, x: 12 + 40 * SMALLEST_FIT, y: 12 - 20 * SMALLEST_FIT });
  });

  test('stays while the graph grows within it, and shows all of it again when it does not', () => {
    const pane = { width: 600, height: 400 };
    const view = fitTo({ x: 0, y: 0, width: 100, height: 100 }, pane);
    expect(refit(view, { x: -30, y: 0, width: 200, height: 100 }, pane)).toBe(view);
    const wide = { x: -30, y: 0, width: 560, height: 100 };
    expect(refit(view, wide, pane)).toEqual(fitTo(wide, pane));
    const small = { x: 0, y: 0, width: 100, height: 100 };
    expect(refit({ x: 12, y: 12, zoom: 0.6 }, small, pane)).toEqual(fitTo(small, pane));
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
  const names = (width: number) => columnsFor(width, {}).map((column) => column.name);

  test('are all there from 750 pixels on, narrower if need be', () => {
    expect(names(750)).toHaveLength(8);
    const narrow = new Map(columnsFor(750, {}).map(({ name, width }) => [name, width]));
    const wide = new Map(columnsFor(1_600, {}).map(({ name, width }) => [name, width]));
    for (const [name, width] of narrow) expect(width).toBeLessThanOrEqual(wide.get(name) ?? 0);
  });

  test('leave at least half of what is to spare to the value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 750, max: 3_000 }), (width) => {
        const taken = (at: number) => columnsFor(at, {}).reduce((sum, column) => sum + column.width, 0);
        expect(taken(width) - taken(750)).toBeLessThanOrEqual((width - 750) / 2 + 8);
      }),
    );
  });

  test('give way one after the other when even narrow ones do not fit', () => {
    expect(names(650)).not.toContain('size');
    expect(names(420)).toEqual(['time', 'ends', 'summary', 'state']);
    expect(gridTemplate(columnsFor(420, {}))).toBe('94px 161px minmax(36px, 1fr) 34px');
  });

  test('keep the width that the user gave them, but never vanish', () => {
    const wider = resizeColumn(columnsFor(1_400, {}), {}, 'ends', 40);
    expect(columnsFor(1_400, wider).find(({ name }) => name === 'ends')?.width).toBe(350);
    const gone = resizeColumn(columnsFor(1_400, {}), {}, 'ends', -4_000);
    expect(columnsFor(1_400, gone).find(({ name }) => name === 'ends')?.width).toBe(36);
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
    const shape = (width: number, height: number) => {
      const { direction, laneCount, isDetailCovering } = arrange({ width, height });
      return [direction, laneCount, isDetailCovering];
    };
    expect(shape(1_400, 900)).toEqual(['column', 2, false]);
    expect(shape(1_500, 300)).toEqual(['row', 2, false]);
    expect(shape(700, 900)).toEqual(['column', 1, false]);
    expect(shape(420, 800)).toEqual(['column', 1, true]);
  });
});
