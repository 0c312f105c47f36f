/** Names of the columns, in their order. */
export type ColumnName = 'time' | 'ends' | 'channel' | 'type' | 'summary' | 'size' | 'latency' | 'state';

/** A column: its heading and its width in pixels. */
export type Column = { name: ColumnName; title: string; width: number; isNumber: boolean };

/** The column that takes what the others leave. */
export const FLEXIBLE: ColumnName = 'summary';

export const COLUMNS: readonly Column[] = [
  { name: 'time', title: 'Time', width: 98, isNumber: true },
  { name: 'ends', title: 'From → to', width: 230, isNumber: false },
  { name: 'channel', title: 'Channel', width: 70, isNumber: false },
  { name: 'type', title: 'Via', width: 94, isNumber: false },
  { name: 'summary', title: 'Value', width: 180, isNumber: false },
  { name: 'size', title: 'Size', width: 68, isNumber: true },
  { name: 'latency', title: 'Latency', width: 74, isNumber: true },
  { name: 'state', title: 'State', width: 144, isNumber: false },
];

/** In a narrow table these give way to the value, in this order; the detail pane still has what they tell. */
const GIVE_WAY: readonly ColumnName[] = ['size', 'channel', 'type', 'latency'];
const NARROWEST = 36;
/** Below this width of the table a state is only its icon, and the others are narrower too. */
export const COMPACT_BELOW = 500;
const COMPACT_WIDTHS: Partial<Record<ColumnName, number>> = { ends: 136, state: 34 };

/** Widths that the user chose, by column. */
export type ChosenWidths = Partial<Record<ColumnName, number>>;

/** The columns that fit a table, with the width each has. */
export function columnsFor(tableWidth: number, chosen: ChosenWidths): Column[] {
  const isCompact = tableWidth < COMPACT_BELOW;
  let columns = COLUMNS.map((column) => ({
    ...column,
    width: chosen[column.name] ?? (isCompact ? COMPACT_WIDTHS[column.name] : undefined) ?? column.width,
  }));
  for (const name of GIVE_WAY) {
    if (columns.reduce((sum, { width }) => sum + width, 0) <= tableWidth) break;
    columns = columns.filter((column) => column.name !== name);
  }
  return columns;
}

/** The columns as a CSS grid template. */
export function gridTemplate(columns: readonly Column[]): string {
  return columns
    .map((column) => (column.name === FLEXIBLE ? `minmax(${NARROWEST}px, 1fr)` : `${column.width}px`))
    .join(' ');
}

/** The widths after a column's border was moved by `delta` pixels. */
export function resizeColumn(
  columns: readonly Column[],
  chosen: ChosenWidths,
  name: ColumnName,
  delta: number,
): ChosenWidths {
  const width = columns.find((column) => column.name === name)?.width ?? NARROWEST;
  return { ...chosen, [name]: Math.max(NARROWEST, Math.round(width + delta)) };
}
