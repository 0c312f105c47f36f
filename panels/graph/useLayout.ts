import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Measure } from '../shared/measureText';
import { fromElk, toElk, type Layout } from './elkGraph';
import { createLayouter } from './layouter';
import { layoutKey, type Scene } from './scene';

/** The places of a scene, or of the last scene that could be placed, and why the newest could not. */
export type Placed = { layout: Layout | null; failure: string | null };

/**
 * Places a scene, anew only when its structure changed. Until the new layout is there the old one stays, and it stays
 * when the new one fails.
 */
export function useLayout(scene: Scene, measure: Measure, startWorker: () => Worker): Placed {
  const [placed, setPlaced] = useState<Placed>({ layout: null, failure: null });
  const layouter = useMemo(() => createLayouter(startWorker), [startWorker]);
  useEffect(() => () => layouter.stop(), [layouter]);

  const newest = useRef(scene);
  newest.current = scene;
  const key = useMemo(() => layoutKey(scene), [scene.realms, scene.ports, scene.channels]);
  useEffect(() => {
    const asked = newest.current;
    layouter.request(
      toElk(asked, measure),
      (graph) => setPlaced({ layout: fromElk(graph, asked), failure: null }),
      (failure) => setPlaced((last) => ({ layout: last.layout, failure })),
    );
  }, [key, layouter, measure]);
  return placed;
}
