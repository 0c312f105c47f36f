import { memo } from '../shared/memo';
import type { PortState } from '../../src/model';
import { METRICS, UNSEEN, type TextWidths } from './metrics';
import type { Point } from './polyline';
import type { ScenePort } from './scene';
import { StateGlyph } from './StateGlyph';
import { TroubleMark, withTrouble, withTroubles } from './TroubleMark';

type Props = {
  port: ScenePort;
  at: Point;
  /** null: its holder was not seen. */
  realmTitle: string | null;
  widths: TextWidths;
  isSelected: boolean;
  isStop: boolean;
};

/** The state in as few letters as fit beside the port; the whole word is in its name. */
const SHORT_STATE: Partial<Record<PortState, string>> = { 'began before recording': 'began earlier' };

/** A port on the border of its realm: a shape for its state, a number for its queue, its label inside. */
export const PortMark = memo(function PortMark({ port, at, realmTitle, widths, isSelected, isStop }: Props) {
  const queue = port.queue === '' ? '' : `, ${port.queue.replace('≥', 'at least ')} queued`;
  const place = realmTitle ?? 'a realm that was not seen';
  const name = withTroubles(`${port.label} in ${place}, ${port.state}${queue}`, port);
  const isWest = port.side === 'WEST';
  const badgeWidth = 10 + 7 * port.queue.length;
  const state = realmTitle === null ? UNSEEN : (SHORT_STATE[port.state] ?? port.state);
  const start = port.queue === '' ? METRICS.labelStart : badgeWidth / 2 + 5;
  const length = widths.label(port.label) + METRICS.stateGap + widths.note(state);
  /** How far its sign reaches out of the realm. */
  const outside = port.queue === '' ? METRICS.portSize / 2 : badgeWidth / 2;
  const leftOf = (from: number, width: number) => (isWest ? from : -from - width);
  const looks = ['port', `is-${port.state.replaceAll(' ', '-')}`, isSelected && 'is-selected'];
  return (
    <g
      class={looks.filter(Boolean).join(' ')}
      transform={`translate(${at.x} ${at.y})`}
      data-port={port.id}
      data-stop={`port:${port.id}`}
      data-state={port.state}
      role="button"
      tabindex={isStop ? 0 : -1}
      aria-pressed={isSelected}
      aria-label={name}
    >
      <title>{withTrouble(`${name}\nevidence: ${port.evidence}`, port)}</title>
      {/* Where its line runs inwards, it gives way to the label. */}
      {port.isInward && (
        <rect class="port-gap" x={leftOf(start - 4, length + 8)} y="-7" width={length + 8} height="14" />
      )}
      <rect
        class="port-hit"
        x={leftOf(-10, start + length + 15)}
        y="-10"
        width={start + length + 15}
        height="20"
        rx="4"
      />
      {port.queue === '' ? (
        <StateGlyph state={port.state} />
      ) : (
        <g class="port-queue">
          <rect x={-badgeWidth / 2} y="-8" width={badgeWidth} height="16" rx="8" />
          <text y="4" text-anchor="middle">
            {port.queue}
          </text>
        </g>
      )}
      <TroubleMark mark={port} x={leftOf(-outside - 3, 0)} y={-7} />
      <text class="port-label" x={isWest ? start : -start} y="4" text-anchor={isWest ? 'start' : 'end'}>
        {port.label}
        <tspan class="port-state" dx={METRICS.stateGap}>
          {state}
        </tspan>
      </text>
    </g>
  );
});
