import type { TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { FLEXIBLE, type Column, type ColumnName } from './columns';

const KEY_STEP = 10;

/** The headings, with a border at each to drag (or move with the arrow keys). */
export function TableHead(props: { columns: readonly Column[]; onResize: (name: ColumnName, delta: number) => void }) {
  const flexible = props.columns.findIndex((column) => column.name === FLEXIBLE);
  return (
    <div class="head" role="row" aria-rowindex={1}>
      {props.columns.map((column, index) => (
        <div
          key={column.name}
          role="columnheader"
          class={`cell is-${column.name} ${column.isNumber ? 'is-number' : ''}`}
          data-column={column.name}
        >
          <span class="head-text">{column.title}</span>
          {/* Right of the flexible column a column grows to the left, so its border is on that side. */}
          {column.name !== FLEXIBLE && (
            <ColumnBorder column={column} isLeft={index > flexible} onResize={props.onResize} />
          )}
        </div>
      ))}
    </div>
  );
}

function ColumnBorder(props: { column: Column; isLeft: boolean; onResize: (name: ColumnName, delta: number) => void }) {
  const { column, isLeft } = props;
  const lastX = useRef(0);
  const sign = isLeft ? -1 : 1;
  const down = (event: TargetedPointerEvent<HTMLSpanElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    lastX.current = event.clientX;
  };
  const move = (event: TargetedPointerEvent<HTMLSpanElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    props.onResize(column.name, sign * (event.clientX - lastX.current));
    lastX.current = event.clientX;
  };
  const press = (event: TargetedKeyboardEvent<HTMLSpanElement>) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    props.onResize(column.name, sign * (event.key === 'ArrowRight' ? KEY_STEP : -KEY_STEP));
  };
  return (
    <span
      class={`column-border ${isLeft ? 'is-left' : ''}`}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Resize column ${column.title}`}
      aria-valuenow={column.width}
      onPointerDown={down}
      onPointerMove={move}
      onKeyDown={press}
    />
  );
}
