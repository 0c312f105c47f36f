import type { Point } from './polyline';

/** Something the keyboard can reach in the graph, and where it is. */
export type Stop = { id: string; at: Point };

/** Keys that move the focus. */
export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** What lies beside the straight way costs more than what lies ahead. */
const SIDEWAYS = 2;

/** The stop nearest to `from` in a direction; null when there is none. */
export function neighbourOf(stops: readonly Stop[], from: Stop, direction: Direction): Stop | null {
  let best: Stop | null = null;
  let bestCost = Infinity;
  for (const stop of stops) {
    if (stop.id === from.id) continue;
    const [ahead, aside] = split(from.at, stop.at, direction);
    if (ahead <= 0.5) continue;
    const cost = ahead + SIDEWAYS * aside;
    if (cost < bestCost) {
      best = stop;
      bestCost = cost;
    }
  }
  return best;
}

/** Whether a key is one of the four. */
export function isDirection(key: string): key is Direction {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown';
}

/** How far a point lies ahead, and how far aside. */
function split(from: Point, to: Point, direction: Direction): [number, number] {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  switch (direction) {
    case 'ArrowLeft':
      return [-dx, Math.abs(dy)];
    case 'ArrowRight':
      return [dx, Math.abs(dy)];
    case 'ArrowUp':
      return [-dy, Math.abs(dx)];
    case 'ArrowDown':
      return [dy, Math.abs(dx)];
  }
}
