/** Names of the columns, in their order. */
export type ColumnName = 'time' | 'ends' | 'channel' | 'type' | 'summary' | 'size' | 'latency' | 'state';

/** A column: its heading and its width in pixels. */
export type Column = { name: ColumnName; title: string; width: number; isNumber: boolean };

/** The column that takes what the others leave. */
export const FLEXIBLE: ColumnName = 'summary';

/** Each column with the width it likes and the least with which it still tells something. */
const COLUMNS: readonly (Omit<Column, 'width'> & { liked: number; least: number })[] = [
  { name: 'time', title: 'Time', liked: 98, least: 94, isNumber: true },
  { name: 'ends', title: 'From → to', liked: 310, least: 150, isNumber: false },
  { name: 'channel', title: 'Channel', liked: 84, least: 64, isNumber: false },
  { name: 'type', title: 'Via', liked: 122, least: 96, isNumber: false },
  { name: 'summary', title: 'Value', liked: 120, least: 120, isNumber: false },
  { name: 'size', title: 'Size', liked: 66, least: 58, isNumber: true },
  { name: 'latency', title: 'Latency', liked: 80, least: 72, isNumber: true },
  { name: 'state', title: 'State', liked: 144, least: 96, isNumber: false },
];

/** Where not even the least widths fit, these give way in this order; the detail pane still has what they tell. */
const GIVE_WAY: readonly ColumnName[] = ['size', 'type', 'channel', 'latency'];
const NARROWEST = 36;
/** Below this width of the table a state is only its icon. */
export const COMPACT_BELOW = 740;
const ICON_WIDTH = 34;

/** Widths that the user chose, by column. */
export type ChosenWidths = Partial<Record<ColumnName, number>>;

/** The columns that fit a table, with the width each has. Of what is to spare the flexible column takes at least half. */
export function columnsFor(tableWidth: number, chosen: ChosenWidths): Column[] {
  const isCompact = tableWidth < COMPACT_BELOW;
  let columns = COLUMNS.map(({ liked, least, ...column }) => {
    const fixed = chosen[column.name] ?? (isCompact && column.name === 'state' ? ICON_WIDTH : undefined);
    return { ...column, liked: fixed ?? liked, least: fixed ?? least };
  });
  for (const name of GIVE_WAY) {
    if (sumOf(columns, 'least') <= tableWidth) break;
    columns = columns.filter((column) => column.name !== name);
  }
  const spare = Math.max(0, tableWidth - sumOf(columns, 'least')) / 2;
  const ease = Math.min(1, spare / Math.max(1, sumOf(columns, 'liked') - sumOf(columns, 'least')));
  return columns.map(({ liked, least, ...column }) => ({
    ...column,
    width: Math.round(least + ease * (liked - least)),
  }));
}

function sumOf<Name extends string>(columns: readonly Record<Name, number>[], name: Name): number {
  return columns.reduce((sum, column) => sum + column[name], 0);
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
