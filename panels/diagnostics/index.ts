/**
 * What is wrong with the messaging of the page, as the model says it: the badge, the list, what a thing in the graph or
 * a message has of it, and the signs of the levels, which the graph draws too. Nothing is judged here.
 *
 *   levels.ts       the levels, their words and counts; LevelIcon.tsx: their signs
 *   subjects.ts     what belongs to what is selected; marks.ts: what each thing in the graph is marked with
 *   keepOrder.ts    entries stay where they are while somebody reads
 */
export { DiagnosticsBadge } from './DiagnosticsBadge';
export { DiagnosticsList } from './DiagnosticsList';
export { DiagnosticsSection } from './DiagnosticsSection';
export { LevelIcon, LevelShape } from './LevelIcon';
export { worstOf, type Level } from './levels';
export { marksOf, NO_MARK, type Mark, type Marks } from './marks';
export { diagnosticsAbout } from './subjects';
