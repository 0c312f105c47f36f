/** One line of a table of measurements. A budget is what the figure should keep, in words. */
export type Figure = { what: string; figure: string; budget?: string; isKept?: boolean };

/** Lines of measurements, with the verdict beside each budget. */
export function printTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, figure, budget = '', isKept }) => [
    what,
    figure,
    budget,
    isKept === undefined ? '' : isKept ? 'kept' : 'BROKEN',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
