import { isWindowCall, nextDiagnosticAt, PATIENCE, type Model } from '../src/model';
import type { AgentCommand, AgentRecord, RealmId } from '../src/protocol';

/** How long realms are left to speak by themselves before they are asked, in ms. */
const DELAY = 100;

/** How often it is looked at most whether something may be wrong later, in ms. */
const DIAGNOSTICS_DELAY = 1_000;

/** The way to the agents. */
export type Asking = {
  /** The model of now: a new page has a new one. */
  model(): Model;
  askAll(what: AgentCommand): void;
  /** Asks one realm, if anybody speaks for it. */
  ask(realm: RealmId, what: AgentCommand): void;
};

/** What the model wants to know of the realms, asked once for all that wait for it; the answers come with later batches. */
export function createQuestions({ model, askAll, ask }: Asking) {
  const underWay = new Set<string>();
  /** The moment that was waited for last; a realm that does not answer is not asked for it again. */
  let askedForDiagnosticsAt: number | null = null;

  /** Does something after a time; asked for again meanwhile, it is done once. */
  const later = (name: string, delay: number, work: () => void): void => {
    if (underWay.has(name)) return;
    underWay.add(name);
    setTimeout(() => {
      underWay.delete(name);
      work();
    }, delay);
  };

  const askForReports = (): void => later('reports', DELAY, () => askAll({ kind: 'report' }));

  /** Which ports have left realms that some came from unseen. */
  const askForSweeps = (): void =>
    later('sweeps', DELAY, () => {
      for (const { id } of model().pending.sweeps) ask(id, { kind: 'sweep' });
    });

  /** Some things are wrong only once they have lasted: then realms are asked whether they still are. */
  const watchDiagnostics = (): void => {
    if (underWay.has('lasting')) return;
    later('diagnostics', DIAGNOSTICS_DELAY, () => {
      const next = nextDiagnosticAt(model());
      if (next === null || next === askedForDiagnosticsAt) return;
      later('lasting', Math.max(0, next - Date.now()), () => {
        askedForDiagnosticsAt = next;
        askForReports();
      });
    });
  };

  return {
    /** Asks what has to be asked now that these records were taken in. */
    ask(records: readonly AgentRecord[]): void {
      const { isWaitingForReports, sweeps } = model().pending;
      if (isWaitingForReports) askForReports();
      if (sweeps.size > 0) askForSweeps();
      // A call that leads to nothing is closed only by a sign that its receiver could have got a message.
      if (records.some(isWindowCall)) later('calls', PATIENCE, askForReports);
      watchDiagnostics();
    },
  };
}
