import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { fromElk, toElk } from './elkGraph';
import { anchorLayout, type Layout } from './layout';
import { createLayouter } from './layouter';
import type { TextWidths } from './metrics';
import { layoutKey, type Scene } from './scene';

/** The places of a scene, or of the last scene that could be placed, and why the newest could not. */
export type Placed = { layout: Layout | null; failure: string | null };

/**
 * Milliseconds without change before the graph is placed again, and the longest wait in all. A port that arrived is
 * often joined with the one that left a moment later: nobody needs to see it jump.
 */
const QUIET = 120;
const LONGEST_WAIT = 500;

/**
 * Places a scene, anew only when its structure changed. Until the new layout is there the old one stays, and it stays
 * when the new one fails.
 */
export function useLayout(scene: Scene, widths: TextWidths, startWorker: () => Worker): Placed {
  const [placed, setPlaced] = useState<Placed>({ layout: null, failure: null });
  const layouter = useMemo(() => createLayouter(startWorker), [startWorker]);
  useEffect(() => () => layouter.stop(), [layouter]);

  const newest = useRef(scene);
  newest.current = scene;
  const changedAt = useRef<number | null>(null);
  const key = useMemo(() => layoutKey(scene), [scene.realms, scene.ports, scene.channels, scene.docks]);
  useEffect(() => {
    const place = () => {
      const asked = newest.current;
      changedAt.current = null;
      layouter.request(
        toElk(asked, widths),
        (graph) => setPlaced((last) => ({ layout: anchorLayout(fromElk(graph, asked), last.layout), failure: null })),
        (failure) => setPlaced((last) => ({ layout: last.layout, failure })),
      );
    };
    const now = performance.now();
    changedAt.current ??= now;
    const wait = Math.min(QUIET, changedAt.current + LONGEST_WAIT - now);
    const timer = setTimeout(place, placed.layout === null ? 0 : wait);
    return () => clearTimeout(timer);
  }, [key, layouter, widths]);
  return placed;
}
