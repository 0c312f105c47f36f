/**
 * The live graph. A message goes nowhere near Preact here: the static layer (SVG) is drawn from the scene, and only what
 * changed in it is drawn again; pulses are painted on a canvas above it.
 *
 *   scene.ts        model → what is drawn, as plain data; lanes.ts: on which side of what
 *   elkGraph.ts     scene → the layout library's input, and its output → places (layout.ts); metrics.ts: sizes
 *   layouter.ts     runs the library in its worker, one layout at a time
 *   polyline.ts, viewport.ts, neighbours.ts   geometry
 *   Graph.tsx       the view; RealmBox, PortMark, ChannelEdge, Legend, GraphButtons are its parts
 *   pulses.ts       the hot layer; pulseWay.ts: where a message shows in it
 */
export { Graph } from './Graph';
export { StateIcon } from './StateGlyph';
export { sceneOf, shareScene, type Scene } from './scene';
