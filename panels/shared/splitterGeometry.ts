const SMALLEST = 0.1;
const LARGEST = 0.9;
const KEY_STEP = 0.02;

/** Keeps a share (0 to 1) within what leaves both panes visible. */
export function clampShare(share: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, share));
}

/** The share of the first pane that puts the line under the pointer. */
export function shareAtPointer(
  box: { left: number; top: number; width: number; height: number },
  pointer: { x: number; y: number },
  isRow: boolean,
): number {
  const share = isRow ? (pointer.x - box.left) / box.width : (pointer.y - box.top) / box.height;
  return clampShare(Number.isFinite(share) ? share : SMALLEST);
}

/** The share after a key was pressed on the line; null for keys that mean nothing here. */
export function shareAfterKey(share: number, key: string, isRow: boolean): number | null {
  const [less, more] = isRow ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  switch (key) {
    case less:
      return clampShare(share - KEY_STEP);
    case more:
      return clampShare(share + KEY_STEP);
    case 'Home':
      return SMALLEST;
    case 'End':
      return LARGEST;
    default:
      return null;
  }
}
