import type { ValueChild, ValueNode } from '../../src/model/value';

/** One visible line of a value tree. `path` names it among its siblings and ancestors; the root's is empty. */
export type TreeRow = { path: string; level: number } & (
  | { kind: 'node'; child: ValueChild | null; node: ValueNode; isOpen: boolean }
  /** Stands for the children of `parent` beyond the `shown` ones. */
  | { kind: 'more'; parent: string; shown: number; hidden: number }
  /** Says what a budget left out of the node above. */
  | { kind: 'cut'; text: string }
);

/** Children shown when a row is opened; the rest on demand. */
export const FIRST_CHILDREN = 100;

/**
 * The visible lines of a tree, from top to bottom. Only children that are shown are read.
 * @param open paths of the opened nodes, with how many children each shows.
 */
export function treeRows(root: ValueNode, open: ReadonlyMap<string, number>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (node: ValueNode, child: ValueChild | null, path: string, level: number): void => {
    const limit = canOpen(node) ? open.get(path) : undefined;
    rows.push({ kind: 'node', path, level, child, node, isOpen: limit !== undefined });
    const whole = resolve(node);
    if (limit !== undefined) {
      whole.children(0, limit).forEach((part, index) => add(part.node, part, `${path}/${index}`, level + 1));
      const hidden = whole.childCount - limit;
      if (hidden > 0)
        rows.push({ kind: 'more', path: `${path}/more`, level: level + 1, parent: path, shown: limit, hidden });
    }
    const text = describeCut(whole);
    const isShownWhole = limit !== undefined || !canOpen(node);
    if (text !== null && isShownWhole) rows.push({ kind: 'cut', path: `${path}/cut`, level: level + 1, text });
  };
  add(root, null, '', 0);
  return rows;
}

/** Whether a node has parts to show below it. */
export function canOpen(node: ValueNode): boolean {
  return resolve(node).childCount > 0;
}

/** A reference is opened as what it refers to, so that cycles can be walked as far as one likes. */
function resolve(node: ValueNode): ValueNode {
  return node.kind === 'ref' ? node.resolve() : node;
}

/** What a budget left out of a node, in words; null: nothing. */
function describeCut({ cut }: ValueNode): string | null {
  if (cut === null) return null;
  const count = cut.count.toLocaleString('en-US');
  switch (cut.why) {
    case 'string':
      return `… ${count} more characters cut`;
    case 'buffer':
      return `… ${count} more bytes cut`;
    case 'nodes':
      return `… ${count} more entries cut`;
    case 'text':
      return `… ${count} more entries cut: the value is too long`;
    case 'depth':
      return `… ${count} entries cut: nested too deep`;
  }
}
