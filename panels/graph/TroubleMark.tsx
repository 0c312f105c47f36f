import { LevelShape, type Mark } from '../diagnostics';

/**
 * A small sign on a thing of the graph that a diagnostic is about, in the shape of its worst level. It lies over what is
 * there and takes no room: nothing moves when it comes or goes.
 */
export function TroubleMark({ mark, x, y }: { mark: Mark; x: number; y: number }) {
  if (mark.level === null) return null;
  return (
    <g class="trouble" data-trouble={mark.level} transform={`translate(${x} ${y}) scale(0.8)`}>
      <circle class="trouble-gap" r="8" />
      <LevelShape level={mark.level} />
    </g>
  );
}

/** The name of a thing, for screen readers, with how much is wrong there. */
export function withTroubles(name: string, { troubles }: Mark): string {
  return troubles === '' ? name : `${name}, ${troubles}`;
}

/** The tooltip of a thing, with the worst of what is wrong there. */
export function withTrouble(text: string, { trouble }: Mark): string {
  return trouble === '' ? text : `${text}\n${trouble}`;
}
