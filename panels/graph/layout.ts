import type { Point, Polyline } from './polyline';

/** A rectangle in graph coordinates. */
export type Rect = { x: number; y: number; width: number; height: number };

/** Where everything is, in graph coordinates (CSS pixels at zoom 1). */
export type Layout = {
  realms: Map<string, Rect>;
  /** Centre of the port on its border. */
  ports: Map<number, Point>;
  channels: Map<number, Polyline>;
  /** Ends of flows, and their lines, by their ids. */
  docks: Map<string, Point>;
  flows: Map<string, Polyline>;
  bounds: Rect;
};

/**
 * Moves a new layout as a whole to where most of it stood in the last one. A box that grew at its left or top would push
 * all the others away; so it grows outwards, and they stay.
 */
export function anchorLayout(layout: Layout, last: Layout | null): Layout {
  const known = [...layout.realms].flatMap(([id, rect]) => {
    const before = last?.realms.get(id);
    return before === undefined ? [] : [{ dx: before.x - rect.x, dy: before.y - rect.y, area: area(before) }];
  });
  if (known.length === 0) return layout;
  // Smaller boxes are inside larger ones: what is said of the inner ones counts.
  known.sort((a, b) => a.area - b.area);
  const inner = known.slice(0, Math.ceil(known.length / 2));
  return moveBy(layout, median(inner.map(({ dx }) => dx)), median(inner.map(({ dy }) => dy)));
}

function moveBy(layout: Layout, dx: number, dy: number): Layout {
  const move = <Place extends Point>(place: Place): Place => ({ ...place, x: place.x + dx, y: place.y + dy });
  return {
    realms: mapValues(layout.realms, move),
    ports: mapValues(layout.ports, move),
    channels: mapValues(layout.channels, (line) => line.map(move)),
    docks: mapValues(layout.docks, move),
    flows: mapValues(layout.flows, (line) => line.map(move)),
    bounds: move(layout.bounds),
  };
}

function area({ width, height }: Rect): number {
  return width * height;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0;
}

function mapValues<Key, Value>(map: ReadonlyMap<Key, Value>, change: (value: Value) => Value): Map<Key, Value> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
