import type { TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ValueNode } from '../../src/model/value';
import { canOpen, FIRST_CHILDREN, treeRows, type TreeRow } from './treeRows';
import { TreeItem } from './TreeItem';

/**
 * A value as a tree. Children are read when a row is opened, and only so many at a time, so that no value is too big to
 * be shown.
 */
export function ValueTree(props: { root: ValueNode; label: string }) {
  const [open, setOpen] = useState<ReadonlyMap<string, number>>(() => new Map([['', FIRST_CHILDREN]]));
  const rows = useMemo(() => treeRows(props.root, open), [props.root, open]);
  const [wanted, setWanted] = useState('');
  const current = rows.find((row) => row.path === wanted) ?? rows[0];
  const tree = useRef<HTMLDivElement>(null);
  const hasFocus = useRef(false);

  useLayoutEffect(() => {
    if (hasFocus.current) tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [current]);

  const show = (path: string, count: number | null) => {
    const next = new Map(open);
    if (count === null) next.delete(path);
    else next.set(path, count);
    setOpen(next);
  };
  const toggle = (row: TreeRow) => {
    setWanted(row.path);
    if (row.kind === 'more') show(row.parent, row.shown * 2);
    else if (isBranch(row)) show(row.path, isOpen(row) ? null : FIRST_CHILDREN);
  };
  const press = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (current === undefined) return;
    const index = rows.indexOf(current);
    const next = rowAfterKey(event.key, rows, index);
    if (next !== null) setWanted(next.path);
    else if (event.key === 'Enter' || event.key === ' ') toggle(current);
    else if (event.key === 'ArrowRight' && isBranch(current)) toggle(current);
    else if (event.key === 'ArrowLeft' && isOpen(current)) toggle(current);
    else return;
    event.preventDefault();
  };

  return (
    <div
      class="tree"
      role="tree"
      aria-label={props.label}
      ref={tree}
      onKeyDown={press}
      onFocusCapture={() => (hasFocus.current = true)}
      onBlurCapture={() => (hasFocus.current = false)}
    >
      {rows.map((row) => (
        <TreeItem key={row.path} row={row} isBranch={isBranch(row)} isStop={row === current} onToggle={toggle} />
      ))}
    </div>
  );
}

/** The row a key leads to; null: the key leads nowhere, or opens or closes the present one. */
function rowAfterKey(key: string, rows: readonly TreeRow[], index: number): TreeRow | null {
  const row = rows[index];
  if (row === undefined) return null;
  switch (key) {
    case 'ArrowDown':
      return rows[index + 1] ?? row;
    case 'ArrowUp':
      return rows[index - 1] ?? row;
    case 'Home':
      return rows[0] ?? null;
    case 'End':
      return rows.at(-1) ?? null;
    case 'ArrowRight':
      return isOpen(row) ? (rows[index + 1] ?? null) : null;
    case 'ArrowLeft':
      return isOpen(row) ? null : (rows.findLast((other, at) => at < index && other.level < row.level) ?? null);
    default:
      return null;
  }
}

function isBranch(row: TreeRow): boolean {
  return row.kind === 'node' && canOpen(row.node);
}

function isOpen(row: TreeRow): boolean {
  return row.kind === 'node' && row.isOpen;
}
