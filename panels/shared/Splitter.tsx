import type { ComponentChildren, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { clampShare, shareAfterKey, shareAtPointer } from './splitterGeometry';

/**
 * Two panes and the line between them, which is dragged or moved with the arrow keys. Sizes are shares of the whole, so
 * that they survive a resize of the window. The first pane keeps its state while the second comes and goes.
 */
export function Splitter(props: {
  /** Names the line for screen readers: "Resize graph". */
  label: string;
  direction: 'row' | 'column';
  /** Share of the first pane, 0 to 1, until the user moves the line. */
  initialShare: number;
  first: ComponentChildren;
  /** null: the first pane has all the room. */
  second: ComponentChildren;
  /** The second pane lies over the first one, which keeps its place below but cannot be reached. */
  isCovering?: boolean;
}) {
  const [chosen, setShare] = useState<number | null>(null);
  const share = chosen ?? props.initialShare;
  const box = useRef<HTMLDivElement>(null);
  const isRow = props.direction === 'row';
  const hasSecond = props.second !== null;
  const isCovered = hasSecond && props.isCovering === true;
  const isAlone = !hasSecond || isCovered;

  const drag = (event: TargetedPointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || box.current === null) return;
    setShare(shareAtPointer(box.current.getBoundingClientRect(), { x: event.clientX, y: event.clientY }, isRow));
  };
  const step = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const next = shareAfterKey(share, event.key, isRow);
    if (next === null) return;
    event.preventDefault();
    setShare(next);
  };

  return (
    <div class={`split split-${props.direction}`} ref={box}>
      <div class="split-pane" inert={isCovered} style={{ flex: `${isAlone ? 1 : clampShare(share)} 1 0` }}>
        {props.first}
      </div>
      {!isAlone && (
        <div
          class="split-line"
          role="separator"
          tabIndex={0}
          aria-label={props.label}
          aria-orientation={isRow ? 'vertical' : 'horizontal'}
          aria-valuenow={Math.round(share * 100)}
          aria-valuemin={10}
          aria-valuemax={90}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
          onKeyDown={step}
          onDblClick={() => setShare(null)}
        />
      )}
      {hasSecond && (
        <div class={`split-pane ${isCovered ? 'is-covering' : ''}`} style={{ flex: `${1 - clampShare(share)} 1 0` }}>
          {props.second}
        </div>
      )}
    </div>
  );
}
