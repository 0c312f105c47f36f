/**
 * The row that a key leads to, in a table of `count` rows of which `page` are seen at a time.
 * @param current the selected row, or -1: then the first key leads to the nearest end.
 * @returns null for keys that do not move, and in an empty table.
 */
export function rowAfterKey(key: string, current: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const within = (row: number) => Math.max(0, Math.min(last, row));
  switch (key) {
    case 'ArrowDown':
      return within(current + 1);
    case 'ArrowUp':
      return current === -1 ? last : within(current - 1);
    case 'PageDown':
      return within(current + Math.max(1, page));
    case 'PageUp':
      return current === -1 ? last : within(current - Math.max(1, page));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
