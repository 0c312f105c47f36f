import { createMeasure, type Measure } from '../shared/measureText';
import type { ScenePort, SceneRealm } from './scene';
import type { SceneDock } from './sceneFlows';

/** Lengths that the layout and the drawing share, in graph coordinates (CSS pixels at zoom 1). */
export const METRICS = {
  headHeight: 38,
  portSize: 12,
  portSpacing: 20,
  /** From the head to the middle of the first port. */
  firstRow: 15,
  padding: 14,
  /** Between columns of realms. */
  columnGap: 48,
  /** From the middle of a port to its label, and what is left free after it. */
  labelStart: 12,
  labelEnd: 8,
  /** Between a label and the state after it. */
  stateGap: 5,
  /** Room for the count of messages on a line that leads inwards. */
  countRoom: 34,
  /** What a chip adds to its text: its own padding and the gap after it. */
  chipPadding: 16,
  /** The sign that a realm was altered. */
  markWidth: 18,
  minWidth: 110,
  maxWidth: 300,
  unseenHeight: 24,
} as const;

/** What stands beside a port whose holder was not seen, in place of its state. */
export const UNSEEN = 'holder not seen';

/** Widths of texts, by the three ways in which the graph writes (graph.css has the same fonts). */
export type TextWidths = { title: Measure; label: Measure; note: Measure };

/** Measures in the fonts of the graph. */
export function createTextWidths(): TextWidths {
  return {
    title: createMeasure('500 12px system-ui, sans-serif'),
    label: createMeasure('11px system-ui, sans-serif'),
    note: createMeasure('10px system-ui, sans-serif'),
  };
}

/** Room that the labels of ports need inside a border. States change, so it is room for a long one. */
export function labelRoom(ports: readonly ScenePort[], widths: TextWidths, state = 'transferred'): number {
  const { labelStart, stateGap, labelEnd } = METRICS;
  const longest = Math.max(...ports.map(({ label }) => widths.label(label)));
  return Math.ceil(labelStart + longest + stateGap + widths.note(state) + labelEnd);
}

/** Room that the labels of flows need inside a border. */
export function dockRoom(docks: readonly SceneDock[], { note }: TextWidths): number {
  const { labelStart, labelEnd } = METRICS;
  if (docks.length === 0) return 0;
  return Math.ceil(labelStart + Math.max(...docks.map(({ label }) => note(label))) + labelEnd);
}

/** Width that the head of a realm asks for: its title, also when it is gone, and its address, within limits. */
export function titleWidth(realm: SceneRealm, widths: TextWidths): number {
  const { minWidth, maxWidth, padding } = METRICS;
  const mark = realm.isAltered ? METRICS.markWidth : 0;
  const text = Math.max(widths.title(`${realm.heading} (gone)`) + 18 + mark, addressWidth(realm, widths));
  return Math.ceil(Math.min(maxWidth, Math.max(minWidth, text + 2 * padding)));
}

/** Width of the second line of a realm's head: the origin's chip, if any, and the path. */
function addressWidth(realm: SceneRealm, { note }: TextWidths): number {
  return (realm.origin === null ? 0 : note(realm.origin) + METRICS.chipPadding) + note(realm.path);
}
