import type { Model } from '../types';
import { describeClosed, describeTransferred } from './describeDropped';
import { describeFailures } from './describeFailures';
import { describeMessageErrors } from './describeMessageErrors';
import type { Diagnostic, DiagnosticKind, Subject } from './diagnostic';
import { findContradictions } from './findContradictions';
import { findGrowingQueue } from './findGrowingQueue';
import { findLostAtClosed } from './findLostAtClosed';
import { describePostsToTerminated, findLostWithRealm, findPostsIntoNowhere } from './findRealmGone';
import { findUnstarted } from './findUnstarted';
import { gatherTallies, nameOf } from './gatherTallies';
import { findMovedQueue } from './findMovedQueue';
import { findUnanswered } from './findUnanswered';
import { findPostsToGarbage, findUnclosed } from './findUnclosed';
import { findUntakenPort } from './findUntakenPort';
import type { Finding, Later, Rule } from './rule';
import { createContext } from './context';

/**
 * What is wrong with the messaging of a page, said in a sentence each, with what to do about it. What merely happens is
 * counted while records are taken in (noteTrouble.ts, tallies.ts); states of ports are read when somebody asks. Both
 * depend only on what records said, not on when they came.
 *
 *   rule.ts          what a rule gets and gives; one rule a file, find… for states, describe… for what was counted
 *   thresholds.ts    from when on they speak
 *   failureTable.ts  what browsers say when postMessage throws; explainFailure.ts reads it
 */
export type { Diagnostic, DiagnosticKind, Subject } from './diagnostic';

/** Every kind, and what tells of it. */
const RULES: { [Kind in DiagnosticKind]: Rule } = {
  'listening without start': { ofPort: findUnstarted },
  'posting to a closed port': { ofPort: findLostAtClosed, ofTally: describeClosed },
  'posting to a transferred port': { ofTally: describeTransferred },
  'posting into a realm that is gone': { ofPort: findPostsIntoNowhere, ofTally: describePostsToTerminated },
  messageerror: { ofTally: describeMessageErrors },
  'post failed': { ofTally: describeFailures },
  'nobody took the port': { ofPort: findUntakenPort },
  'never closed': { ofPort: findPostsToGarbage, ofModel: findUnclosed },
  'queue growing': { ofPort: findGrowingQueue },
  'lost with its realm': { ofPort: findLostWithRealm },
  'no answer': { ofModel: findUnanswered },
  'transferred with its queue': { ofPort: findMovedQueue },
  contradiction: { ofModel: findContradictions },
};

const KINDS = Object.keys(RULES) as DiagnosticKind[];
const LEVELS = ['error', 'warning', 'info'] as const satisfies Diagnostic['level'][];

/** What is found, and when more may be: see `nextDiagnosticAt`. */
type Examination = { version: number; diagnostics: Diagnostic[]; next: number | null };

/** The last examination of each model: several views ask for the same. */
const examined = new WeakMap<Model, Examination>();

/** What is wrong, as far as is known now: errors first, then by when it happened first. */
export function diagnosticsOf(model: Model): Diagnostic[] {
  return examine(model).diagnostics;
}

/**
 * When there may be something more to say though nothing happens, in milliseconds since 1970; null: never. Some things
 * are wrong only once they have lasted: then realms should be asked for a `report` after that moment. One that does not
 * answer is not to be asked again for the same moment.
 */
export function nextDiagnosticAt(model: Model): number | null {
  return examine(model).next;
}

function examine(model: Model): Examination {
  const known = examined.get(model);
  if (known?.version === model.version) return known;
  const found: Examination = { version: model.version, ...findAll(model) };
  examined.set(model, found);
  return found;
}

function findAll(model: Model): Pick<Examination, 'diagnostics' | 'next'> {
  const context = createContext(model);
  const diagnostics: Diagnostic[] = [];
  let next: number | null = null;
  const add = (kind: DiagnosticKind, subject: Subject, cause: string, found: Finding | Later | null): void => {
    if (found === null) return;
    if ('until' in found) next = Math.min(next ?? Infinity, found.until);
    else diagnostics.push({ id: nameOf(kind, cause, subject), kind, subject, ...found });
  };
  for (const { subject, tally, since } of gatherTallies(model)) {
    const { kind, cause, count, messages } = tally;
    const words = RULES[kind].ofTally?.(tally, subject) ?? null;
    add(kind, subject, cause, words && { ...words, count, messages, since });
  }
  for (const kind of KINDS) {
    const { ofPort, ofModel } = RULES[kind];
    for (const found of ofModel?.(context) ?? []) {
      if ('until' in found) next = Math.min(next ?? Infinity, found.until);
      else {
        const { subject, cause = STATE, ...said } = found;
        add(kind, subject, cause, said);
      }
    }
    if (ofPort !== undefined)
      for (const port of model.ports.values()) add(kind, { kind: 'port', port }, STATE, ofPort(port, context));
  }
  return { diagnostics: diagnostics.sort(compare), next };
}

/** Stands where a tally has its cause, so that both can speak of one subject. */
const STATE = 'state';

function compare(one: Diagnostic, other: Diagnostic): number {
  const byLevel = LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level);
  return byLevel || (one.since ?? Infinity) - (other.since ?? Infinity) || compareText(one.id, other.id);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
