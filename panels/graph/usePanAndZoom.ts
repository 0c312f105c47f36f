import type { RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Size } from '../shared/useElementSize';
import type { Layout } from './layout';
import { fitTo, SMALLEST_FIT, panBy, refit, zoomAt, type Viewport } from './viewport';

/** Pixels of movement that make a press a drag. */
const DRAG_START = 4;
const WHEEL_SPEED = 0.0015;
/** A pinch arrives as ctrl+wheel with small steps. */
const PINCH_SPEED = 0.01;

/**
 * Moves the view by dragging, wheel and calls. Until the user moved it, and again after `fit`, it follows the graph and
 * shows as much of it as can be read.
 */
export function usePanAndZoom(pane: RefObject<HTMLElement | null>, size: Size, layout: Layout | null) {
  const [view, setView] = useState<Viewport>({ x: 0, y: 0, zoom: 1 });
  const isFitted = useRef(true);
  const drag = useRef({ x: 0, y: 0, isOn: false });

  const fittedSize = useRef<Size | null>(null);
  useLayoutEffect(() => {
    if (!isFitted.current || layout === null || size.width === 0) return;
    const isSameSize = fittedSize.current === size;
    fittedSize.current = size;
    setView((last) => (isSameSize ? refit(last, layout.bounds, size) : fitTo(layout.bounds, size, SMALLEST_FIT)));
  }, [layout, size]);

  const change = useMemo(() => {
    const to = (next: (last: Viewport) => Viewport) => {
      isFitted.current = false;
      setView(next);
    };
    const centre = { x: size.width / 2, y: size.height / 2 };
    return { to, zoomBy: (factor: number) => to((last) => zoomAt(last, factor, centre)) };
  }, [size]);

  const fit = useCallback(() => {
    isFitted.current = true;
    if (layout !== null) setView(fitTo(layout.bounds, size));
  }, [layout, size]);

  useEffect(() => {
    const element = pane.current?.querySelector('svg');
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? PINCH_SPEED : WHEEL_SPEED));
      change.to((last) => zoomAt(last, factor, { x: event.clientX - box.left, y: event.clientY - box.top }));
    };
    const down = (event: PointerEvent) => {
      drag.current = { x: event.clientX, y: event.clientY, isOn: false };
    };
    const move = (event: PointerEvent) => {
      if ((event.buttons & 1) === 0) return;
      const last = drag.current;
      const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
      if (!last.isOn && Math.hypot(dx, dy) < DRAG_START) return;
      // Captured only now: a plain click must reach what was clicked.
      if (!last.isOn) element.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, y: event.clientY, isOn: true };
      change.to((view) => panBy(view, dx, dy));
    };
    // Not passive: the wheel zooms and must not scroll the panel too.
    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    return () => {
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
    };
  }, [pane, change]);

  /** Whether the click that comes now is the end of a drag. */
  const wasDragged = useCallback(() => drag.current.isOn, []);
  return { view, setView: change, fit, wasDragged };
}
