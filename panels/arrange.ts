import type { Size } from './shared/useElementSize';

/** How the views share the panel. */
export type Arrangement = {
  /** Graph above the messages, or beside them. */
  direction: 'row' | 'column';
  /** The graph's part of the panel, 0 to 1. */
  graphShare: number;
  /** Lanes in which the graph puts what is inside a realm: beside each other where there is width for it. */
  laneCount: 1 | 2;
  /** There is no room for table and detail side by side: the detail takes the table's place. */
  isDetailCovering: boolean;
};

/** Docked at the bottom, DevTools is wide and low. */
const WIDE = 1000;
const LOW = 2.2;
const NARROW = 600;
/** Width to height of a pane for which two lanes are better used than one. */
const TWO_LANES = 2;

/** Chooses the arrangement for the size of the panel in pixels. */
export function arrange({ width, height }: Size): Arrangement {
  const isWideAndLow = width >= WIDE && width > height * LOW;
  const graphShare = isWideAndLow ? 0.45 : 0.46;
  const shape = isWideAndLow ? (width * graphShare) / height : width / (height * graphShare);
  return {
    direction: isWideAndLow ? 'row' : 'column',
    graphShare,
    laneCount: shape < TWO_LANES ? 1 : 2,
    isDetailCovering: width < NARROW,
  };
}
