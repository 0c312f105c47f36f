import type { ValueChild, ValueNode } from './valueNode';

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A node without its children; no number and no cut unless given. */
export type NodeFields = DistributiveOmit<ValueNode, 'number' | 'cut' | 'childCount' | 'children'> &
  Partial<Pick<ValueNode, 'number' | 'cut'>>;

/**
 * Makes a node.
 * @param childAt makes the child at a place below childCount; called each time a view asks.
 */
export function makeNode(fields: NodeFields, childCount: number, childAt: (place: number) => ValueChild): ValueNode {
  return {
    number: null,
    cut: null,
    ...fields,
    childCount,
    children: (from = 0, to = childCount) => {
      const begin = Math.max(0, from);
      const count = Math.max(0, Math.min(childCount, to) - begin);
      return Array.from({ length: count }, (_, place) => childAt(begin + place));
    },
  };
}

/** Makes a node that has no children. */
export function makeLeaf(fields: NodeFields): ValueNode {
  return { number: null, cut: null, ...fields, childCount: 0, children: () => [] };
}

/** Makes the node that stands for what could not be read. */
export function makeInvalid(reason: string): ValueNode {
  return makeLeaf({ kind: 'invalid', typeName: 'invalid', reason });
}
