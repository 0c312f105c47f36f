import { describeValue, type ValueChild, type ValueNode } from '../../src/model/value';
import { formatCount } from '../shared/format';
import { Icon } from '../shared/Icon';
import type { TreeRow } from './treeRows';

/** Longest line about an object, and about a value that has no parts and is read right here. */
const LINE = 120;
const LEAF = 20_000;

/** One line of a value tree. */
export function TreeItem(props: {
  row: TreeRow;
  isBranch: boolean;
  isStop: boolean;
  onToggle: (row: TreeRow) => void;
}) {
  const { row, isBranch } = props;
  return (
    <div
      class="tree-item"
      role="treeitem"
      data-path={row.path}
      tabIndex={props.isStop ? 0 : -1}
      aria-level={row.level + 1}
      aria-expanded={row.kind === 'node' && isBranch ? row.isOpen : undefined}
      style={{ '--level': row.level }}
      onClick={() => props.onToggle(row)}
    >
      {row.kind === 'more' && <span class="tree-more">Show more ({formatCount(row.hidden)} not shown)</span>}
      {row.kind === 'cut' && <span class="tree-value is-note">{row.text}</span>}
      {row.kind === 'node' && (
        <>
          <span class={`tree-arrow ${row.isOpen ? 'is-open' : ''}`}>{isBranch && <Icon name="chevron" />}</span>
          {row.child !== null && <Key child={row.child} />}
          {row.node.number !== null && <span class="tree-number">#{row.node.number} </span>}
          <span class={`tree-value is-${lookOf(row.node)}`}>{describeValue(row.node, isBranch ? LINE : LEAF)}</span>
        </>
      )}
    </div>
  );
}

function Key({ child }: { child: ValueChild }) {
  const isOwn = child.role === 'property' || child.role === 'index';
  const name = child.keyNode === null ? child.key : describeValue(child.keyNode, LINE);
  return (
    <>
      <span class={isOwn ? 'tree-key' : 'tree-key is-special'}>{name}</span>
      <span class="tree-colon">{child.keyNode === null ? ': ' : ' => '}</span>
    </>
  );
}

/** The colour of a value. */
function lookOf(node: ValueNode): 'string' | 'number' | 'keyword' | 'object' | 'note' | 'error' {
  switch (node.kind) {
    case 'string':
    case 'regexp':
      return 'string';
    case 'number':
    case 'bigint':
    case 'date':
      return 'number';
    case 'undefined':
    case 'null':
    case 'boolean':
      return 'keyword';
    case 'error':
      return 'error';
    case 'transferred':
    case 'accessor':
    case 'unreadable':
    case 'invalid':
      return 'note';
    case 'object':
    case 'array':
    case 'map':
    case 'set':
    case 'boxed':
    case 'buffer':
    case 'shared-buffer':
    case 'view':
    case 'platform':
    case 'ref':
      return 'object';
  }
}
