import type { Port } from '../types';
import type { Context } from './context';
import type { Diagnostic, Subject } from './diagnostic';
import type { Tally } from './tallies';

/** What is said of a subject. */
export type Words = Pick<Diagnostic, 'level' | 'sentence' | 'advice'>;

/** All of a diagnostic that a rule has to find out, but its subject. */
export type Finding = Words & Pick<Diagnostic, 'count' | 'messages' | 'since'>;

/** Nothing is said yet, but will be if realms are heard up to that moment (ms since 1970) and nothing else has happened. */
export type Later = { until: number };

/** What a diagnostic is told from. A kind may be told from several of these. */
export type Rule = {
  /** A state of a port, looked at whenever somebody asks; null: nothing to say. */
  ofPort?: (port: Port, context: Context) => Finding | Later | null;
  /** A state that has another subject. cause: tells it from others of its kind and subject. */
  ofModel?: (context: Context) => ((Finding & { subject: Subject; cause?: string }) | Later)[];
  /** What was counted when it happened. messages: the first ones, each with both halves where they are known. */
  ofTally?: (tally: Tally, subject: Subject) => Words;
};
