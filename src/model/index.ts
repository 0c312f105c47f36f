/**
 * Who remembers: pure data and functions, without a browser, a DOM or a clock of its own. Everything here would survive
 * a rewrite of Portscope as a command-line tool.
 *
 *   createModel.ts  an empty model, and how things are added to it
 *   reduce.ts       the one place that changes it: records in, what they complete paired and joined
 *   takeMessages.ts posts and deliveries as they come; realms.ts, listeners.ts, notices.ts the rest
 *   pairing.ts      a channel's posts and deliveries, by order; joining.ts, inferring.ts ports that were transferred
 *   aftermath.ts    what is known of a realm's ports once it is gone
 *   windows.ts      messages to windows from both sides: matchLine.ts, lineWalk.ts, borrowed.ts, targetOrigin.ts serve it
 *   broadcasts.ts   BroadcastChannels, by digest and order
 *   noise.ts        traffic of tools, by the shapes in noiseTable.ts
 *   clocks.ts       latency, and what is known of the clocks of different realms
 *   sortMessages.ts the order of rows, causes before effects
 *   select.ts       what views ask: states, queues, ends, counts
 *   labels.ts       names and sentences for people
 *   diagnostics/    what went wrong, and what to do about it
 *   print.ts        all of it as text
 *   moment.ts       the model as it was at a moment: momentGraph.ts, momentMessages.ts; difference.ts between two of them
 *   value/          decoding and describing recorded values
 */
export * from './types';
export { clearModel } from './clear';
export { createModel } from './createModel';
export { addNotice } from './notices';
export { missBatches, reduce, type RealmRecords } from './reduce';
export { endRealm, MADE_BY_MODEL, reviveRealm } from './realms';
export { isWindowCall, PATIENCE } from './windows';
export * from './select';
export * from './labels';
export { diagnosticsOf, nextDiagnosticAt, type Diagnostic, type DiagnosticKind, type Subject } from './diagnostics';
export { printModel } from './print';
export { modelAt, type Moment } from './moment';
export { differenceOf, type Difference } from './difference';
export { printDifference } from './printDifference';
