import type { Counters as ModelCounters, Totals } from '../../src/model';
import { Icon, type IconName } from '../shared/Icon';
import { formatCount, formatPlural } from '../shared/format';

/** The always-true numbers at the right of the toolbar. */
export function Counters(props: {
  totals: Totals;
  counters: ModelCounters;
  shownMessages: number;
  shownPorts: number;
}) {
  const { totals, shownMessages, shownPorts } = props;
  const gapDetails = describeGaps(props.counters);
  return (
    <div class="counters" role="status" aria-live="off" aria-label="Counters">
      <Counter
        name="messages"
        text={formatShare(shownMessages, totals.messages)}
        noun={totals.messages === 1 ? 'message' : 'messages'}
        title={describeCalls(totals.unmatchedCalls)}
      />
      <Counter name="ports" text={formatShare(shownPorts, totals.ports)} noun={totals.ports === 1 ? 'port' : 'ports'} />
      <Counter
        name="queued"
        text={formatCount(totals.queued)}
        noun="queued"
        title="Messages that wait at ports which are not started"
        look={totals.queued > 0 ? 'warning' : undefined}
        icon="queued"
      />
      <Counter
        name="lost"
        text={formatCount(totals.lost)}
        noun="lost"
        look={totals.lost > 0 ? 'error' : undefined}
        icon="lost"
      />
      <Counter
        name="gaps"
        text={formatCount(totals.gaps)}
        noun={totals.gaps === 1 ? 'gap' : 'gaps'}
        title={gapDetails || 'Everything that was noticed is here'}
        look={gapDetails === '' ? undefined : 'error'}
        icon="warning"
      />
    </div>
  );
}

function Counter(props: {
  name: string;
  text: string;
  noun: string;
  title?: string | undefined;
  look?: 'warning' | 'error' | undefined;
  icon?: IconName;
}) {
  return (
    <span class={`counter ${props.look === undefined ? '' : `is-${props.look}`}`} title={props.title}>
      {props.look !== undefined && props.icon !== undefined && <Icon name={props.icon} />}
      <span>
        <span data-counter={props.name}>{props.text}</span> {props.noun}
      </span>
    </span>
  );
}

/** How many of all are shown; only one number if that is all of them. */
function formatShare(shown: number, all: number): string {
  return shown === all ? formatCount(all) : `${formatCount(shown)} / ${formatCount(all)}`;
}

/** What is in the table and is not counted as a message. */
function describeCalls(count: number): string | undefined {
  if (count === 0) return undefined;
  return `Besides, ${formatPlural(count, 'call')} of a window’s postMessage of which nothing else was seen`;
}

/** What the gaps and faults are made of, in words; empty when there is nothing to report. */
function describeGaps(counters: ModelCounters): string {
  const parts: [number, string][] = [
    [counters.droppedRecords, 'records dropped by the page to stay within its memory cap'],
    [counters.droppedValues, 'message values dropped by the page'],
    [counters.refusedBatches, 'malformed batches refused'],
    [counters.unknownRecords, 'records of an unknown kind skipped'],
    [counters.agentFaults, 'faults of Portscope in the page'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${formatCount(count)} ${words}`)
    .join(', ');
}
