import type { Model, Port } from '../types';
import type { Diagnostic, Subject } from './diagnostic';
import type { Tally } from './tallies';

/** What is said of a subject. */
export type Words = Pick<Diagnostic, 'level' | 'sentence' | 'advice'>;

/** All of a diagnostic that a rule has to find out. */
export type Finding = Words & Pick<Diagnostic, 'count' | 'messages' | 'since'>;

/**
 * What a rule says of a port. null: nothing. until: nothing yet, but something if the realm that holds the port is heard
 * up to that moment (milliseconds since 1970 by its clock) and nothing else has happened.
 */
export type Verdict = Finding | { until: number } | null;

/** What a diagnostic is told from. A kind may be told from several of these. */
export type Rule = {
  /** A state of a port, looked at whenever somebody asks. */
  ofPort?: (port: Port, model: Model) => Verdict;
  /** What was counted when it happened. messages: the first ones, each with both halves where they are known. */
  ofTally?: (tally: Tally, subject: Subject) => Words;
};
