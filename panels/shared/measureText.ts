/** Width of a text in CSS pixels. */
export type Measure = (text: string) => number;

const AVERAGE_CHARACTER = 6.6;

/**
 * Makes a measure for a font (CSS shorthand). Where there is no canvas (tests) every character counts as an average one.
 * Results are kept: labels repeat.
 */
export function createMeasure(font: string): Measure {
  const context = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return (text) => text.length * AVERAGE_CHARACTER;
  context.font = font;
  const known = new Map<string, number>();
  return (text) => {
    let width = known.get(text);
    if (width === undefined) {
      if (known.size > 5_000) known.clear();
      width = context.measureText(text).width;
      known.set(text, width);
    }
    return width;
  };
}

/** The text, or as much of it as fits in `width` pixels with an ellipsis in the middle (both ends of a URL tell something). */
export function fitText(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  let shortest = 0;
  let longest = text.length - 1;
  while (shortest < longest) {
    const middle = Math.ceil((shortest + longest) / 2);
    if (measure(elide(text, middle)) <= width) shortest = middle;
    else longest = middle - 1;
  }
  return elide(text, shortest);
}

function elide(text: string, kept: number): string {
  const head = Math.ceil(kept / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (kept - head))}`;
}
