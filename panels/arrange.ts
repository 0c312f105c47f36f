import type { Size } from './shared/useElementSize';

/** How the views share the panel. */
export type Arrangement = {
  /** Graph above the messages, or beside them. */
  direction: 'row' | 'column';
  /** The graph's part of the panel, 0 to 1. */
  graphShare: number;
  /** There is no room for table and detail side by side: the detail takes the table's place. */
  isDetailCovering: boolean;
};

/** Docked at the bottom, DevTools is wide and low. */
const WIDE = 1000;
const LOW = 2.2;
const NARROW = 600;

/** Chooses the arrangement for the size of the panel in pixels. */
export function arrange({ width, height }: Size): Arrangement {
  const isWideAndLow = width >= WIDE && width > height * LOW;
  return {
    direction: isWideAndLow ? 'row' : 'column',
    graphShare: isWideAndLow ? 0.4 : 0.46,
    isDetailCovering: width < NARROW,
  };
}
