import type { Level } from './levels';

/**
 * The sign of a level, 14 pixels wide around the origin: a disc, a triangle, a square. The shape tells them apart where
 * colours do not.
 */
export function LevelShape({ level }: { level: Level }) {
  return (
    <g class={`level-shape is-${level}`}>
      <path class="level-ground" d={GROUNDS[level]} />
      <path class="level-letter" d={LETTERS[level]} />
    </g>
  );
}

const GROUNDS: Record<Level, string> = {
  error: 'M-6 0A6 6 0 0 1 6 0A6 6 0 0 1-6 0Z',
  warning: 'M0-6 6.6 5.4H-6.6Z',
  info: 'M-4.5-5.5H4.5Q5.5-5.5 5.5-4.5V4.5Q5.5 5.5 4.5 5.5H-4.5Q-5.5 5.5-5.5 4.5V-4.5Q-5.5-5.5-4.5-5.5Z',
};

/** A cross, an exclamation mark, an i. */
const LETTERS: Record<Level, string> = {
  error: 'M-2.2-2.2 2.2 2.2M2.2-2.2-2.2 2.2',
  warning: 'M0-2.6V1.4M0 3.4V3.5',
  info: 'M0-3.1V-3M0-.6V3.1',
};

/** The same as an icon in a line of text. Decorative: the words beside it say the level. */
export function LevelIcon({ level }: { level: Level }) {
  return (
    <svg class="icon level-icon" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
      <LevelShape level={level} />
    </svg>
  );
}
