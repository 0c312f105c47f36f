import type { Diagnostic } from '../../src/model';
import { graphIdOf } from '../selection';
import { describeCounts, worstOf, type Level } from './levels';

/** What a thing in the graph is marked with. */
export type Mark = {
  /** The worst of its diagnostics; null: it has none. */
  level: Level | null;
  /** How many it has, in words; and what the worst one says. */
  troubles: string;
  trouble: string;
};

/** Marks by the ids of the graph. What is not in it has none. */
export type Marks = ReadonlyMap<string, Mark>;

/** For what has no diagnostic. */
export const NO_MARK: Mark = { level: null, troubles: '', trouble: '' };

/** Every diagnostic marks the one thing that it is about. */
export function marksOf(diagnostics: readonly Diagnostic[]): Marks {
  const about = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const id = graphIdOf(diagnostic.subject);
    const others = about.get(id);
    if (others === undefined) about.set(id, [diagnostic]);
    else others.push(diagnostic);
  }
  return new Map([...about].map(([id, some]) => [id, markOf(some)]));
}

function markOf(diagnostics: readonly Diagnostic[]): Mark {
  const level = worstOf(diagnostics);
  const worst = diagnostics.find((diagnostic) => diagnostic.level === level);
  return { level, troubles: describeCounts(diagnostics), trouble: worst?.sentence ?? '' };
}
