import type { Size } from '../shared/useElementSize';
import type { Rect } from './layout';
import type { Point } from './polyline';

/** What part of the graph is seen: screen = graph × zoom + (x, y). */
export type Viewport = { x: number; y: number; zoom: number };

const SMALLEST_ZOOM = 0.1;
const LARGEST_ZOOM = 3;
const FIT_MARGIN = 12;

/** Moves the view by screen pixels. */
export function panBy(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** Zooms by a factor, keeping what is under `at` (screen pixels) where it is. */
export function zoomAt(view: Viewport, factor: number, at: Point): Viewport {
  const zoom = Math.min(LARGEST_ZOOM, Math.max(SMALLEST_ZOOM, view.zoom * factor));
  const real = zoom / view.zoom;
  return { zoom, x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real };
}

/** What is larger than a pane at this zoom is not shown whole by itself: nothing in it could be told apart. */
export const SMALLEST_FIT = 0.4;

/** A graph that could be shown so much larger is fitted anew. */
const WORTH_REFITTING = 1.15;

/**
 * Shows all of a graph, centred, never larger than life.
 * @param smallest zoom; where that is too large for everything, the upper left part is shown.
 */
export function fitTo(graph: Rect, pane: Size, smallest = SMALLEST_ZOOM): Viewport {
  const room = { width: pane.width - 2 * FIT_MARGIN, height: pane.height - 2 * FIT_MARGIN };
  const whole = Math.min(room.width / Math.max(1, graph.width), room.height / Math.max(1, graph.height));
  const zoom = Math.min(1, Math.max(smallest, whole));
  const place = (start: number, length: number, around: number) =>
    Math.max(FIT_MARGIN, (around - length * zoom) / 2) - start * zoom;
  return { zoom, x: place(graph.x, graph.width, pane.width), y: place(graph.y, graph.height, pane.height) };
}

/** The view after the graph changed: the same while all of it is seen, and large enough; else fitted. */
export function refit(view: Viewport, graph: Rect, pane: Size): Viewport {
  const fitted = fitTo(graph, pane, SMALLEST_FIT);
  const isWithin = (start: number, length: number, offset: number, around: number) =>
    start * view.zoom + offset >= 0 && (start + length) * view.zoom + offset <= around;
  const isWhole =
    isWithin(graph.x, graph.width, view.x, pane.width) && isWithin(graph.y, graph.height, view.y, pane.height);
  return isWhole && fitted.zoom < view.zoom * WORTH_REFITTING ? view : fitted;
}

/** Moves the view as little as needed to show a point, with some room around it. */
export function reveal(view: Viewport, point: Point, pane: Size, margin = 40): Viewport {
  const x = view.x + point.x * view.zoom;
  const y = view.y + point.y * view.zoom;
  const into = (at: number, length: number) => {
    if (at < margin) return margin - at;
    return at > length - margin ? length - margin - at : 0;
  };
  const dx = into(x, pane.width);
  const dy = into(y, pane.height);
  return dx === 0 && dy === 0 ? view : panBy(view, dx, dy);
}
