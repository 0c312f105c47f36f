/** A point in graph coordinates. */
export type Point = { x: number; y: number };

/** A line through points, first to last. */
export type Polyline = readonly Point[];

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

/** SVG path data of a line whose corners are rounded by at most `radius`. */
export function toPath(line: Polyline, radius: number): string {
  const [first] = line;
  if (first === undefined) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  for (let i = 1; i < line.length - 1; i += 1) {
    const corner = line[i] as Point;
    const before = towards(corner, line[i - 1] as Point, radius);
    const after = towards(corner, line[i + 1] as Point, radius);
    path += `L${round(before.x)} ${round(before.y)}Q${round(corner.x)} ${round(corner.y)} ${round(after.x)} ${round(after.y)}`;
  }
  const last = line.at(-1) as Point;
  return `${path}L${round(last.x)} ${round(last.y)}`;
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
