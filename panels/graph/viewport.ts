import type { Size } from '../shared/useElementSize';
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

/** Below this zoom labels cannot be read. */
export const LEGIBLE_ZOOM = 0.7;

/**
 * Shows all of a graph, centred, never larger than life.
 * @param smallest zoom; where that is too large for everything, the upper left part is shown.
 */
export function fitTo(graph: Size, pane: Size, smallest = SMALLEST_ZOOM): Viewport {
  const room = { width: pane.width - 2 * FIT_MARGIN, height: pane.height - 2 * FIT_MARGIN };
  const whole = Math.min(room.width / Math.max(1, graph.width), room.height / Math.max(1, graph.height));
  const zoom = Math.min(1, Math.max(smallest, whole));
  const place = (length: number, around: number) => Math.max(FIT_MARGIN, (around - length * zoom) / 2);
  return { zoom, x: place(graph.width, pane.width), y: place(graph.height, pane.height) };
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
