import type { ComponentChildren } from 'preact';
import type { Evidence, PortState } from '../../src/model';
import { LevelShape, type Level } from '../diagnostics';
import { iconPath, type IconName } from '../shared/Icon';
import { StateGlyph } from './StateGlyph';

const STATES: readonly [PortState, string][] = [
  ['new', 'new: not started, nothing waits'],
  ['started', 'started'],
  ['transferred', 'transferred out of sight'],
  ['closed', 'closed'],
  ['peer closed', 'peer closed'],
  ['collected', 'collected: garbage, never closed'],
  ['realm gone', 'realm gone'],
  ['began before recording', 'began before recording'],
];

const EVIDENCE: readonly [Evidence, string][] = [
  ['observed', 'observed: both sides seen'],
  ['swept', 'swept: found missing at the sender'],
  ['inferred', 'inferred from traffic'],
  ['unknown', 'unknown: where from was not seen'],
];

const LEVELS: readonly [Level, string][] = [
  ['error', 'error here: something is lost'],
  ['warning', 'warning: it may be meant'],
  ['info', 'info: good to know'],
];

const BOXES: readonly [IconName, string][] = [
  ['worker', 'worker'],
  ['shared-worker', 'shared worker'],
  ['service-worker', 'service worker'],
  ['tab', 'window of another tab, not inspected'],
  ['broadcast', 'BroadcastChannel, by name'],
  ['warning', 'altered before Portscope came: may be forged'],
];

/** What the shapes, numbers and line styles mean. Opens above its button. */
export function Legend() {
  return (
    <details class="legend">
      <summary data-action="legend">Legend</summary>
      <div class="legend-body">
        <div>
          <dl>
            {STATES.map(([state, words]) => (
              <Item key={state} words={words} class={`port is-${state.replaceAll(' ', '-')}`}>
                <StateGlyph state={state} />
              </Item>
            ))}
            <Item words="queueing: not started, 3 messages wait" class="port is-queueing">
              <g class="port-queue">
                <rect x="-8.5" y="-8" width="17" height="16" rx="8" />
                <text y="4" text-anchor="middle">
                  3
                </text>
              </g>
            </Item>
          </dl>
          <dl>
            {EVIDENCE.map(([evidence, words]) => (
              <Item key={evidence} words={words} class={`channel is-${evidence}`}>
                <path class="channel-line" d="M-12 0H12" />
              </Item>
            ))}
            <Item words="closed" class="channel is-observed is-ended">
              <path class="channel-line" d="M-12 0H12" />
            </Item>
            <Item words="messages so far, both ways" class="channel is-observed">
              <path class="channel-line" d="M-12 0H12" />
              <g class="channel-count">
                <rect x="-7" y="-7" width="14" height="14" rx="7" />
                <text y="3.5" text-anchor="middle">
                  5
                </text>
              </g>
            </Item>
          </dl>
        </div>
        <dl>
          {LEVELS.map(([level, words]) => (
            <Item key={level} words={words} class="trouble">
              <LevelShape level={level} />
            </Item>
          ))}
          <Item words="without a channel: by window, worker or broadcast" class="flow">
            <path class="flow-line" d="M-12 0H8" />
            <path class="flow-core" d="M-12 0H8" />
            <path class="flow-head" d="M12 0L4 -4V4Z" />
          </Item>
          {BOXES.map(([icon, words]) => (
            <Item key={icon} words={words} class="realm">
              <path
                class={icon === 'warning' ? 'realm-altered' : 'realm-icon'}
                transform="translate(-8 -8)"
                d={iconPath(icon)}
                fill-rule="evenodd"
              />
            </Item>
          ))}
        </dl>
      </div>
    </details>
  );
}

/** A mark as it is in the graph, and its meaning. */
function Item(props: { words: string; class: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>
        <svg width="26" height="18" viewBox="-13 -9 26 18" aria-hidden="true">
          <g class={props.class}>{props.children}</g>
        </svg>
      </dt>
      <dd>{props.words}</dd>
    </div>
  );
}
