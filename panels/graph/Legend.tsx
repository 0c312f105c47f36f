import type { Evidence, PortState } from '../../src/model';
import { StateGlyph } from './StateGlyph';

const STATES: readonly [PortState, string][] = [
  ['new', 'new: nobody listens yet'],
  ['started', 'started'],
  ['queueing', 'queueing: not started, messages wait'],
  ['transferred', 'transferred, not yet taken'],
  ['closed', 'closed'],
  ['peer closed', 'peer closed'],
  ['realm gone', 'realm gone'],
  ['began before recording', 'began before recording'],
];

const EVIDENCE: readonly [Evidence, string][] = [
  ['observed', 'observed: both sides seen'],
  ['swept', 'swept: found missing at the sender'],
  ['inferred', 'inferred from traffic'],
  ['unknown', 'unknown: where from was not seen'],
];

/** What the shapes and line styles mean. */
export function Legend() {
  return (
    <details class="legend">
      <summary data-action="legend">Legend</summary>
      <dl>
        {STATES.map(([state, words]) => (
          <div key={state}>
            <dt>
              <svg width="24" height="16" viewBox="-12 -8 24 16" aria-hidden="true">
                <g class={`port is-${state.replaceAll(' ', '-')}`}>
                  <StateGlyph state={state} />
                </g>
              </svg>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
        {EVIDENCE.map(([evidence, words]) => (
          <div key={evidence}>
            <dt>
              <svg width="24" height="16" viewBox="-12 -8 24 16" aria-hidden="true">
                <g class={`channel is-${evidence}`}>
                  <path class="channel-line" d="M-12 0H12" />
                </g>
              </svg>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
