import { formatCount } from '../shared/format';
import { memo } from '../shared/memo';
import { METRICS, type TextWidths } from './metrics';
import { lengthOf, pointAt, toPath, type Point, type Polyline } from './polyline';
import type { SceneDock, SceneFlow } from './sceneFlows';

type Props = {
  flow: SceneFlow;
  line: Polyline;
  first: SceneDock;
  second: SceneDock;
  /** Where they are. */
  start: Point;
  end: Point;
  widths: TextWidths;
  isSelected: boolean;
  isStop: boolean;
};

/** Free pixels between the inner end and the count. */
const COUNT_FROM_END = 20;
/** Length of an arrow-head. */
const HEAD = 9;

/**
 * Messages that no channel carries: a double line between two realms, or to a group, with an arrow-head at each end that
 * got some, what carries them, and how many there were both ways.
 */
export const FlowEdge = memo(function FlowEdge(props: Props) {
  const { flow, line, first, second, start, end, isSelected, isStop, widths } = props;
  const way = toBorders(line, start, end, flow.inward);
  const path = toPath(way);
  const total = flow.there + flow.back;
  const count = total === 0 ? '' : formatCount(total);
  const width = 8 + 6 * count.length;
  const middle = flow.inward === 'none' ? middleOfLongest(way) : pointAt(way, countShare(way, flow.inward, width));
  return (
    <g
      class={`flow is-${flow.type} ${isSelected ? 'is-selected' : ''}`}
      data-flow={flow.id}
      data-stop={flow.id}
      role="button"
      tabindex={isStop ? 0 : -1}
      aria-pressed={isSelected}
      aria-label={flow.name}
    >
      <title>{flow.name}</title>
      <path class="flow-hit" d={path} />
      <path class="flow-line" d={path} />
      <path class="flow-core" d={path} />
      <DockLabel dock={first} at={start} widths={widths} />
      <DockLabel dock={second} at={end} widths={widths} />
      {flow.back > 0 ? <Head at={start} from={way[1]} /> : <Foot at={start} />}
      {flow.there > 0 ? <Head at={end} from={way.at(-2)} /> : <Foot at={end} />}
      {count !== '' && (
        <g class="channel-count" transform={`translate(${middle.x} ${middle.y})`}>
          <rect x={-width / 2} y="-7" width={width} height="14" rx="2" />
          <text y="3.5" text-anchor="middle">
            {count}
          </text>
        </g>
      )}
    </g>
  );
});

/** An arrow-head at the end of a line, in the direction in which it arrives. */
function Head({ at, from }: { at: Point; from: Point | undefined }) {
  if (from === undefined) return null;
  const turn = (Math.atan2(at.y - from.y, at.x - from.x) * 180) / Math.PI;
  return (
    <path
      class="flow-head"
      transform={`translate(${at.x} ${at.y}) rotate(${turn})`}
      d={`M0 0L${-HEAD} ${-HEAD / 2}V${HEAD / 2}Z`}
    />
  );
}

/** The end of a line at which nothing arrived. */
function Foot({ at }: { at: Point }) {
  return <rect class="flow-foot" x={at.x - 1.5} y={at.y - 5} width="3" height="10" />;
}

/** What carries the messages, inside the border; where the line runs inwards, it gives way. */
function DockLabel({ dock, at, widths }: { dock: SceneDock; at: Point; widths: TextWidths }) {
  if (dock.label === '') return null;
  const isWest = dock.side === 'WEST';
  const start = METRICS.labelStart;
  const length = widths.note(dock.label);
  const x = isWest ? at.x + start : at.x - start;
  return (
    <>
      {dock.isInward && (
        <rect class="port-gap" x={isWest ? x - 4 : x - length - 4} y={at.y - 7} width={length + 8} height="14" />
      )}
      <text class="flow-label" x={x} y={at.y + 3.5} text-anchor={isWest ? 'start' : 'end'}>
        {dock.label}
      </text>
    </>
  );
}

/** Where on the line the count stands: near the inner end, since the other end's label is in the way. */
function countShare(line: Polyline, inward: 'first' | 'second', width: number): number {
  const share = Math.min(0.5, (COUNT_FROM_END + width / 2) / Math.max(1, lengthOf(line)));
  return inward === 'first' ? 1 - share : share;
}

/** The library ends lines at the rim of a port, which is outside of the box. Here is no port: they end at the border. */
function toBorders(line: Polyline, start: Point, end: Point, inward: SceneFlow['inward']): Polyline {
  const middle = line.slice(inward === 'first' ? 1 : 0, inward === 'second' ? -1 : undefined);
  return [start, ...middle, end];
}

/** The middle of the longest straight part, where a count hides no bend. */
function middleOfLongest(line: Polyline): Point {
  let best: [Point, Point] | null = null;
  for (let i = 1; i < line.length; i += 1) {
    const part: [Point, Point] = [line[i - 1] as Point, line[i] as Point];
    if (best === null || lengthOf(part) > lengthOf(best)) best = part;
  }
  return best === null ? { x: 0, y: 0 } : pointAt(best, 0.5);
}
