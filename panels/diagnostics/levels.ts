import type { Diagnostic } from '../../src/model';
import { formatPlural } from '../shared/format';

/** How bad a thing is. */
export type Level = Diagnostic['level'];

/** Worst first. */
export const LEVELS: readonly Level[] = ['error', 'warning', 'info'];

/** How many there are of each level. */
export function countLevels(diagnostics: readonly Diagnostic[]): Record<Level, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { level } of diagnostics) counts[level] += 1;
  return counts;
}

/** How many there are, in words, worst first: `3 errors, 1 warning`; empty for none. */
export function describeCounts(diagnostics: readonly Diagnostic[]): string {
  const counts = countLevels(diagnostics);
  return LEVELS.filter((level) => counts[level] > 0)
    .map((level) => formatPlural(counts[level], level))
    .join(', ');
}

/** The worst level of some diagnostics; null for none. */
export function worstOf(diagnostics: readonly Diagnostic[]): Level | null {
  return LEVELS.find((level) => diagnostics.some((diagnostic) => diagnostic.level === level)) ?? null;
}
