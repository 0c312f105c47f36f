import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from 'elkjs/lib/elk-api.js';
import type { Layout } from './layout';
import type { Side } from './lanes';
import { dockRoom, labelRoom, METRICS, titleWidth, UNSEEN, type TextWidths } from './metrics';
import { roundCorners } from './polyline';
import type { Scene, ScenePort, SceneRealm } from './scene';
import type { SceneDock } from './sceneFlows';

/** Of every graph, also of one inside a node: the library hands hardly any option down. */
const GRAPH_OPTIONS: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.separateConnectedComponents': 'false',
  // The order of nodes is given: what comes later does not shuffle what is there.
  'elk.layered.layering.strategy': 'INTERACTIVE',
  'elk.layered.crossingMinimization.strategy': 'INTERACTIVE',
  // The others push lanes apart that lines join to opposite borders, or move all of one for a line beside it.
  'elk.layered.nodePlacement.strategy': 'LINEAR_SEGMENTS',
  // As straight as lines become without boxes being moved by a line beside them.
  'elk.layered.nodePlacement.linearSegments.deflectionDampening': '0.6',
  'elk.spacing.nodeNode': '14',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeNode': '16',
  // Twice the one below: then columns are as far apart without bends between them as with one.
  'elk.layered.spacing.nodeNodeBetweenLayers': String(METRICS.columnGap),
  'elk.layered.spacing.edgeNodeBetweenLayers': String(METRICS.columnGap / 2),
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
};

const ROOT_OPTIONS: LayoutOptions = {
  ...GRAPH_OPTIONS,
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};

/** Radius of the bends of a line. */
const CORNER = 7;

/**
 * Further than any node is wide or high. Nodes go in as far from each other as that, in the column of their lane and in
 * the order in which they came; the library keeps columns and order, and closes the gaps.
 */
const FAR = 10_000;
const LAST = 1e9;

const SIDES = ['WEST', 'EAST'] as const;
/** Within its column, a realm stands at the side where its lane is docked. */
const ALIGNMENT = { WEST: 'LEFT', EAST: 'RIGHT' } as const;

/** Where a line ends. */
type End = ScenePort | SceneDock;

/** The library's name of an end. */
function endId({ id }: Pick<End, 'id'>): string {
  return typeof id === 'number' ? `port:${id}` : `dock:${id}`;
}

/** Writes a scene as the layout library's input: realms as nested nodes, ends of lines with fixed sides, lines as edges. */
export function toElk(scene: Scene, widths: TextWidths): ElkNode {
  const ends: End[] = [...scene.ports, ...scene.docks].sort((one, other) => one.since - other.since);
  const endsOf = groupBy(ends, (end) => end.realm);
  const childrenOf = groupBy(scene.realms, (realm) => realm.parent ?? '');
  const leads: ElkExtendedEdge[] = [];
  const node = (realm: SceneRealm, index: number): ElkNode => {
    const ports = endsOf.get(realm.id) ?? [];
    const children = (childrenOf.get(realm.id) ?? []).map(node);
    const place = { x: realm.lane === 'WEST' ? 0 : FAR, y: index * FAR };
    if (children.length === 0) return { ...leafOf(realm, ports, widths), ...place };
    for (const side of SIDES) {
      const outward = ports.filter((port) => port.side === side && !port.isInward);
      if (outward.length === 0) continue;
      children.push(standInFor(realm, side, outward));
      leads.push(...outward.map(leadTo));
    }
    return { ...compoundOf(realm, ports, children, widths), ...place };
  };
  const known = new Set(scene.realms.map((realm) => realm.id));
  const roots = scene.realms.filter((realm) => realm.parent === null || !known.has(realm.parent));
  const endWith = new Map(ends.map((end) => [end.id, end]));
  const edges = linesOf(scene).map(({ name, first, second }): ElkExtendedEdge => {
    const isForward = isLeftOf(endWith.get(first), endWith.get(second));
    const [source, target] = isForward ? [first, second] : [second, first];
    return { id: name, sources: [endId({ id: source })], targets: [endId({ id: target })] };
  });
  return { id: 'root', layoutOptions: ROOT_OPTIONS, children: roots.map(node), edges: [...leads, ...edges] };
}

/** Channels and flows alike, by the library's names of them. */
function linesOf(scene: Scene) {
  return [
    ...scene.channels.map(({ id, first, second }) => ({ name: `channel:${id}`, first, second })),
    ...scene.flows.map(({ id, first, second }) => ({ name: `line:${id}`, first, second })),
  ];
}

/** Reads the library's output. Lines run from the first end to the second. */
export function fromElk(graph: ElkNode, scene: Scene): Layout {
  const { width = 0, height = 0 } = graph;
  const bounds = { x: 0, y: 0, width, height };
  const layout: Layout = {
    realms: new Map(),
    ports: new Map(),
    channels: new Map(),
    docks: new Map(),
    flows: new Map(),
    bounds,
  };
  const known = new Set(scene.realms.map((realm) => realm.id));
  const visit = (node: ElkNode): void => {
    if (!known.has(node.id)) return;
    layout.realms.set(node.id, { x: node.x ?? 0, y: node.y ?? 0, width: node.width ?? 0, height: node.height ?? 0 });
    for (const port of node.ports ?? []) {
      const half = METRICS.portSize / 2;
      const at = { x: (port.x ?? 0) + half, y: (port.y ?? 0) + half };
      if (port.id.startsWith('dock:')) layout.docks.set(restOf(port.id), at);
      else layout.ports.set(Number(restOf(port.id)), at);
    }
    node.children?.forEach(visit);
  };
  graph.children?.forEach(visit);
  const firstEnd = new Map(linesOf(scene).map(({ name, first }) => [name, endId({ id: first })]));
  for (const edge of graph.edges ?? []) {
    const first = firstEnd.get(edge.id);
    if (first === undefined) continue;
    const line = (edge.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
      startPoint,
      ...bendPoints,
      endPoint,
    ]);
    const way = roundCorners(edge.sources[0] === first ? line : line.reverse(), CORNER);
    if (edge.id.startsWith('line:')) layout.flows.set(restOf(edge.id), way);
    else layout.channels.set(Number(restOf(edge.id)), way);
  }
  return layout;
}

/**
 * A realm with nothing inside. Its ports have their places from the beginning, in the order in which they came: the next
 * one is added below them.
 */
function leafOf(realm: SceneRealm, ports: readonly End[], widths: TextWidths): ElkNode {
  const { headHeight, firstRow, portSpacing, unseenHeight, portSize } = METRICS;
  const isUnseen = realm.kind === 'unseen';
  const top = isUnseen ? unseenHeight / 2 : headHeight + firstRow;
  const rows = rowsOf(ports);
  const rooms = SIDES.map((side) => ports.filter((port) => port.side === side)).filter(isFilled);
  const labels = rooms.reduce((sum, some) => sum + roomOf(some, widths, isUnseen ? UNSEEN : undefined), 0);
  const width = isUnseen ? labels : Math.max(titleWidth(realm, widths), labels + METRICS.padding);
  const height = rows === 0 ? headHeight : top + (rows - 1) * portSpacing + top - (isUnseen ? 0 : headHeight);
  const next = { WEST: top, EAST: top };
  return {
    id: realm.id,
    width,
    height,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.alignment': ALIGNMENT[realm.lane] },
    ports: ports.map((port) => {
      const y = next[port.side];
      next[port.side] += portSpacing;
      return { ...portOf(port), x: (port.side === 'WEST' ? 0 : width) - portSize / 2, y: y - portSize / 2 };
    }),
  };
}

/** A realm with realms inside, which the library makes as large as they and the lines to them need. */
function compoundOf(realm: SceneRealm, ports: readonly End[], children: ElkNode[], widths: TextWidths): ElkNode {
  const { headHeight, padding, portSpacing, portSize, countRoom, firstRow, columnGap } = METRICS;
  const room = (side: Side) => {
    const docked = ports.filter((port) => port.side === side);
    if (docked.length === 0) return padding;
    const needed = roomOf(docked, widths) + (docked.some(({ isInward }) => isInward) ? countRoom : 0);
    const hasStandIn = docked.some(({ isInward }) => !isInward);
    const isColumn = side === 'WEST' || !children.some(({ id, x }) => x === FAR && id !== standInId(realm, side));
    return Math.max(padding, needed - (hasStandIn && isColumn ? columnGap : 0));
  };
  const height = headHeight + firstRow + rowsOf(ports) * portSpacing;
  return {
    id: realm.id,
    children,
    ports: ports.map(portOf),
    layoutOptions: {
      ...GRAPH_OPTIONS,
      'elk.alignment': ALIGNMENT[realm.lane],
      'elk.portConstraints': 'FIXED_SIDE',
      'elk.spacing.portPort': String(portSpacing - portSize),
      'elk.spacing.portsSurrounding': '[top=0,left=0,bottom=0,right=0]',
      'elk.nodeSize.constraints': 'PORTS MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${titleWidth(realm, widths)},${height})`,
      'elk.padding': `[top=${headHeight + padding},left=${room('WEST')},bottom=${padding},right=${room('EAST')}]`,
    },
  };
}

/**
 * Inside a realm that holds others, a port whose line leads out has nothing to stand in line with, and the library would
 * put it above all that lead in. A node without width or looks stands in for a peer: left of the left lane, or in the
 * right one below all others.
 */
function standInFor(realm: SceneRealm, side: Side, outward: readonly End[]): ElkNode {
  const { portSpacing } = METRICS;
  return {
    id: standInId(realm, side),
    x: side === 'WEST' ? -FAR : FAR,
    y: LAST,
    width: 1,
    height: outward.length * portSpacing,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    ports: outward.map((end, index) => ({
      id: `stand-in:${endId(end)}`,
      width: 1,
      height: 1,
      x: 0,
      y: index * portSpacing,
      layoutOptions: { 'elk.port.side': side },
    })),
  };
}

function standInId(realm: SceneRealm, side: Side): string {
  return `stand-in:${side}:${realm.id}`;
}

/** From a port to its stand-in, or back: edges run to the right. */
function leadTo(end: End): ElkExtendedEdge {
  const id = endId(end);
  const ends = [id, `stand-in:${id}`];
  if (end.side === 'EAST') ends.reverse();
  return { id: `lead:${id}`, sources: ends.slice(0, 1), targets: ends.slice(1) };
}

function isFilled(list: readonly unknown[]): boolean {
  return list.length > 0;
}

/** Room for the labels of all ends on one side. */
function roomOf(ends: readonly End[], widths: TextWidths, state?: string): number {
  const isPort = (end: End): end is ScenePort => 'state' in end;
  const ports = ends.filter(isPort);
  const docks = ends.filter((end): end is SceneDock => !isPort(end));
  return Math.max(ports.length === 0 ? 0 : labelRoom(ports, widths, state), dockRoom(docks, widths));
}

function rowsOf(ports: readonly End[]): number {
  const west = ports.filter((port) => port.side === 'WEST').length;
  return Math.max(west, ports.length - west);
}

function portOf(port: End): ElkPort {
  return {
    id: endId(port),
    width: METRICS.portSize,
    height: METRICS.portSize,
    layoutOptions: { 'elk.port.side': port.side, 'elk.port.borderOffset': String(-METRICS.portSize / 2) },
  };
}

/** Which end an edge leaves from: lines run to the right, also where they lead into a realm or out of it. */
function isLeftOf(a: End | undefined, b: End | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  if (a.isInward) return a.side === 'WEST';
  if (b.isInward) return b.side === 'EAST';
  return !(a.side === 'WEST' && b.side === 'EAST');
}

function restOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
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
