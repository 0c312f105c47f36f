import type { Model } from '../types';
import { describeClosed, describeTransferred } from './describeDropped';
import { describeFailures } from './describeFailures';
import { describeMessageErrors } from './describeMessageErrors';
import type { Diagnostic, DiagnosticKind } from './diagnostic';
import { findGrowingQueue } from './findGrowingQueue';
import { findLostAtClosed } from './findLostAtClosed';
import { findLostWithRealm, findPostsIntoNowhere } from './findRealmGone';
import { findUnstarted } from './findUnstarted';
import { gatherTallies, keyOf } from './gatherTallies';
import type { Rule } from './rule';

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
  'posting into a realm that is gone': { ofPort: findPostsIntoNowhere },
  messageerror: { ofTally: describeMessageErrors },
  'post failed': { ofTally: describeFailures },
  'nobody took the port': {},
  'never closed': {},
  'queue growing': { ofPort: findGrowingQueue },
  'lost with its realm': { ofPort: findLostWithRealm },
  'no answer': {},
  'transferred with its queue': {},
  contradiction: {},
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
  const diagnostics: Diagnostic[] = [];
  let next: number | null = null;
  for (const { id, subject, tally, since } of gatherTallies(model)) {
    const words = RULES[tally.kind].ofTally?.(tally, subject);
    if (words === undefined) continue;
    const { kind, count, messages } = tally;
    diagnostics.push({ id, kind, subject, ...words, count, messages, since });
  }
  for (const port of model.ports.values()) {
    for (const kind of KINDS) {
      const verdict = RULES[kind].ofPort?.(port, model) ?? null;
      if (verdict === null) continue;
      if ('until' in verdict) {
        next = Math.min(next ?? Infinity, verdict.until);
        continue;
      }
      const subject = { kind: 'port', port } as const;
      diagnostics.push({ id: `${kind} / to / ${keyOf(subject)}`, kind, subject, ...verdict });
    }
  }
  return { diagnostics: diagnostics.sort(compare), next };
}

function compare(one: Diagnostic, other: Diagnostic): number {
  const byLevel = LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level);
  return byLevel || (one.since ?? Infinity) - (other.since ?? Infinity) || compareText(one.id, other.id);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
