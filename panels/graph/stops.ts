import type { Layout } from './layout';
import { METRICS } from './metrics';
import type { Stop } from './neighbours';
import { pointAt } from './polyline';
import type { Scene, SceneRealm } from './scene';

/** Everything in a laid-out scene that can be focused, with the point that stands for it. */
export function stopsOf(scene: Scene, layout: Layout | null): Stop[] {
  if (layout === null) return [];
  const stops: Stop[] = [];
  for (const { id, kind } of scene.realms) {
    const rect = layout.realms.get(id);
    if (rect === undefined || kind === 'unseen') continue;
    // Where its title is read.
    stops.push({ id: stopOf({ id, kind }), at: { x: rect.x + rect.width / 4, y: rect.y + METRICS.headHeight / 2 } });
  }
  for (const { id } of scene.channels) {
    const line = layout.channels.get(id);
    if (line !== undefined) stops.push({ id: `channel:${id}`, at: pointAt(line, 0.5) });
  }
  for (const { id } of scene.flows) {
    const line = layout.flows.get(id);
    if (line !== undefined) stops.push({ id, at: pointAt(line, 0.5) });
  }
  for (const { id } of scene.ports) {
    const at = layout.ports.get(id);
    if (at !== undefined) stops.push({ id: `port:${id}`, at });
  }
  return stops;
}

/** The id by which a box is selected. */
export function stopOf({ id, kind }: Pick<SceneRealm, 'id' | 'kind'>): string {
  return kind === 'group' ? id : `realm:${id}`;
}
