/** A point in graph coordinates. */
export type Point = { x: number; y: number };

/** A line through points, first to last. */
export type Polyline = readonly Point[];

const BEND_STEPS = [0, 0.25, 0.5, 0.75, 1];

/** Length of a line. */
export function lengthOf(line: Polyline): number {
  let sum = 0;
  for (let i = 1; i < line.length; i += 1) sum += distance(line[i - 1], line[i]);
  return sum;
}

/** The point at a share of the line's length: 0 its beginning, 1 its end. An empty line gives the origin. */
export function pointAt(line: Polyline, share: number): Point {
  let rest = lengthOf(line) * Math.min(1, Math.max(0, share));
  for (let i = 1; i < line.length; i += 1) {
    const from = line[i - 1] as Point;
    const to = line[i] as Point;
    const step = distance(from, to);
    if (rest <= step && step > 0) {
      return { x: from.x + ((to.x - from.x) * rest) / step, y: from.y + ((to.y - from.y) * rest) / step };
    }
    rest -= step;
  }
  return line.at(-1) ?? { x: 0, y: 0 };
}

/** SVG path data of a line. */
export function toPath(line: Polyline): string {
  return line.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

/** The line with every corner rounded by at most `radius`, so that whatever runs along it takes the same way as the eye. */
export function roundCorners(line: Polyline, radius: number): Polyline {
  return line.flatMap((corner, index) => {
    const [before, after] = [line[index - 1], line[index + 1]];
    if (before === undefined || after === undefined) return [corner];
    return bend(towards(corner, before, radius), corner, towards(corner, after, radius));
  });
}

/** Points of the quadratic curve from `start` to `end` that is drawn to `control`. */
function bend(start: Point, control: Point, end: Point): Point[] {
  return BEND_STEPS.map((t) => ({
    x: (1 - t) ** 2 * start.x + 2 * t * (1 - t) * control.x + t ** 2 * end.x,
    y: (1 - t) ** 2 * start.y + 2 * t * (1 - t) * control.y + t ** 2 * end.y,
  }));
}

/** The point `reach` from `from` on the way to `to`, but no further than half-way: neighbouring corners share the line. */
function towards(from: Point, to: Point, reach: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  const share = Math.min(reach, whole / 2) / whole;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function distance(a: Point | undefined, b: Point | undefined): number {
  return a === undefined || b === undefined ? 0 : Math.hypot(b.x - a.x, b.y - a.y);
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
