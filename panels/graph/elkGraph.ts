import type { ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api.js';
import type { Measure } from '../shared/measureText';
import type { Point, Polyline } from './polyline';
import type { Scene, ScenePort, SceneRealm, Side } from './scene';

/** A rectangle in graph coordinates. */
export type Rect = { x: number; y: number; width: number; height: number };

/** Where everything is, in graph coordinates (CSS pixels at zoom 1). */
export type Layout = {
  realms: Map<string, Rect>;
  /** Centre of the port on its border. */
  ports: Map<number, Point>;
  channels: Map<number, Polyline>;
  size: { width: number; height: number };
};

/** Sizes that the layout and the drawing share. */
export const METRICS = {
  headHeight: 38,
  portSize: 12,
  portSpacing: 21,
  /** Room for a port's label inside the border. */
  labelWidth: 132,
  padding: 14,
  /** Room for the count of a line that begins under a label. */
  countWidth: 18,
  /** What a chip adds to its text: its own padding and the gap after it. */
  chipPadding: 16,
  minWidth: 150,
  maxWidth: 300,
  unseen: { width: 148, height: 24 },
} as const;

const ROOT_OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  // The order in which things became known decides, so that what comes later does not shuffle what is there.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.separateConnectedComponents': 'false',
  'elk.spacing.nodeNode': '14',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeNode': '18',
  'elk.layered.spacing.nodeNodeBetweenLayers': '48',
  'elk.layered.spacing.edgeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.padding': '[top=12,left=12,bottom=12,right=12]',
};

const PORTS_BELOW_HEAD = `[top=${METRICS.headHeight + 6},left=0,bottom=8,right=0]`;

/** Writes a scene as the layout library's input: realms as nested nodes, ports with fixed sides, channels as edges. */
export function toElk(scene: Scene, measure: Measure): ElkNode {
  const portsOf = groupBy(scene.ports, (port) => port.realm);
  const childrenOf = groupBy(scene.realms, (realm) => realm.parent ?? '');
  const portWith = new Map(scene.ports.map((port) => [port.id, port]));
  const node = (realm: SceneRealm): ElkNode => {
    const ports = portsOf.get(realm.id) ?? [];
    const children = (childrenOf.get(realm.id) ?? []).map(node);
    const elkNode: ElkNode = {
      id: realm.id,
      ports: ports.map(portOf),
      layoutOptions: nodeOptions(realm, ports, children.length > 0, measure),
    };
    if (children.length > 0) elkNode.children = children;
    else Object.assign(elkNode, leafSize(realm, ports, measure));
    return elkNode;
  };
  const known = new Set(scene.realms.map((realm) => realm.id));
  const roots = scene.realms.filter((realm) => realm.parent === null || !known.has(realm.parent));
  return {
    id: 'root',
    layoutOptions: ROOT_OPTIONS,
    children: roots.map(node),
    edges: scene.channels.map(({ id, first, second }): ElkExtendedEdge => {
      const isForward = isLeftOf(portWith.get(first), portWith.get(second));
      const [source, target] = isForward ? [first, second] : [second, first];
      return { id: `channel:${id}`, sources: [`port:${source}`], targets: [`port:${target}`] };
    }),
  };
}

/** Reads the library's output. Lines run from the channel's first port to its second. */
export function fromElk(graph: ElkNode, scene: Scene): Layout {
  const layout: Layout = {
    realms: new Map(),
    ports: new Map(),
    channels: new Map(),
    size: { width: graph.width ?? 0, height: graph.height ?? 0 },
  };
  const visit = (node: ElkNode): void => {
    layout.realms.set(node.id, { x: node.x ?? 0, y: node.y ?? 0, width: node.width ?? 0, height: node.height ?? 0 });
    for (const port of node.ports ?? []) {
      const half = METRICS.portSize / 2;
      layout.ports.set(numberIn(port.id), { x: (port.x ?? 0) + half, y: (port.y ?? 0) + half });
    }
    node.children?.forEach(visit);
  };
  graph.children?.forEach(visit);
  const firstPort = new Map(scene.channels.map((channel) => [channel.id, channel.first]));
  for (const edge of graph.edges ?? []) {
    const id = numberIn(edge.id);
    const line = (edge.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
      startPoint,
      ...bendPoints,
      endPoint,
    ]);
    const isReversed = edge.sources[0] !== `port:${firstPort.get(id)}`;
    layout.channels.set(id, isReversed ? line.reverse() : line);
  }
  return layout;
}

function nodeOptions(
  realm: SceneRealm,
  ports: readonly ScenePort[],
  hasChildren: boolean,
  measure: Measure,
): Record<string, string> {
  const room = (side: Side) => (ports.some((port) => port.side === side) ? METRICS.labelWidth : METRICS.padding);
  const height = METRICS.headHeight + 8 + rowsOf(ports) * METRICS.portSpacing;
  const options: Record<string, string> = {
    'elk.portConstraints': 'FIXED_SIDE',
    'elk.spacing.portPort': String(METRICS.portSpacing - METRICS.portSize),
    'elk.spacing.portsSurrounding': realm.kind === 'unseen' ? '[top=11,left=0,bottom=0,right=0]' : PORTS_BELOW_HEAD,
    'elk.nodeSize.constraints': hasChildren ? 'PORTS MINIMUM_SIZE' : '',
    'elk.nodeSize.minimum': `(${titleWidth(realm, measure)},${height})`,
  };
  if (hasChildren) {
    options['elk.padding'] =
      `[top=${METRICS.headHeight + METRICS.padding},left=${room('WEST') + METRICS.countWidth},bottom=${METRICS.padding},right=${room('EAST')}]`;
  } else {
    options['elk.portAlignment.default'] = 'BEGIN';
  }
  return options;
}

function leafSize(realm: SceneRealm, ports: readonly ScenePort[], measure: Measure): { width: number; height: number } {
  if (realm.kind === 'unseen') return METRICS.unseen;
  const sides = new Set(ports.map((port) => port.side)).size;
  const rows = rowsOf(ports);
  return {
    width: Math.max(titleWidth(realm, measure), sides * METRICS.labelWidth + METRICS.padding),
    height: METRICS.headHeight + (rows === 0 ? 0 : rows * METRICS.portSpacing + 8),
  };
}

function rowsOf(ports: readonly ScenePort[]): number {
  const west = ports.filter((port) => port.side === 'WEST').length;
  return Math.max(west, ports.length - west);
}

/** Width that the head of a realm asks for: its title, also when it is gone, and its address, within limits. */
function titleWidth(realm: SceneRealm, measure: Measure): number {
  const text = Math.max(measure(`${realm.title} (gone)`) + 24, measureAddress(realm, measure));
  return Math.ceil(Math.min(METRICS.maxWidth, Math.max(METRICS.minWidth, text + 2 * METRICS.padding)));
}

/** Width of the second line of a realm's head: the origin's chip, if any, and the path. */
export function measureAddress(realm: SceneRealm, measure: Measure): number {
  return (realm.origin === null ? 0 : measure(realm.origin) + METRICS.chipPadding) + measure(realm.path);
}

function portOf(port: ScenePort): ElkPort {
  return {
    id: `port:${port.id}`,
    width: METRICS.portSize,
    height: METRICS.portSize,
    layoutOptions: { 'elk.port.side': port.side, 'elk.port.borderOffset': String(-METRICS.portSize / 2) },
  };
}

/** Which end an edge leaves from: lines run from a right side to a left one, and from a page inwards. */
function isLeftOf(a: ScenePort | undefined, b: ScenePort | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  if (a.isInward || b.isInward) return a.isInward;
  return !(a.side === 'WEST' && b.side === 'EAST');
}

function numberIn(id: string): number {
  return Number(id.slice(id.indexOf(':') + 1));
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
