import { explainMessage, latencyOf, messageState, noiseOf, startOf, type Message, type Model } from '../../src/model';
import { formatBytes, formatClock, formatLatency, formatPlural } from '../shared/format';
import { Icon } from '../shared/Icon';
import type { Column, ColumnName } from './columns';
import {
  carriedValue,
  channelText,
  endLabel,
  endsOf,
  stateLook,
  summaryOf,
  transferCount,
  viaOf,
  type EndText,
} from './messageTexts';

/** One message as a row of the table. */
export function MessageRow(props: {
  model: Model;
  message: Message;
  /** Counted from 0 among the shown rows. */
  index: number;
  columns: readonly Column[];
  isSelected: boolean;
  onSelect: (message: Message) => void;
}) {
  const { model, message, columns, isSelected } = props;
  const { tone } = stateLook(messageState(message));
  return (
    <div
      class={`row is-${tone} ${props.index % 2 === 1 ? 'is-odd' : ''} ${noiseOf(message) === null ? '' : 'is-noise'}`}
      role="row"
      id={rowId(message)}
      data-message={message.id}
      data-state={messageState(message)}
      aria-rowindex={props.index + 2}
      aria-selected={isSelected}
      onPointerDown={(event) => event.button === 0 && props.onSelect(message)}
    >
      {columns.map((column) => (
        <div
          key={column.name}
          role="gridcell"
          class={`cell is-${column.name} ${column.isNumber ? 'is-number' : ''}`}
          data-cell={column.name}
          title={tooltipOf(model, message, column.name)}
        >
          {contentOf(model, message, column.name)}
        </div>
      ))}
    </div>
  );
}

/** The DOM id of a message's row, for `aria-activedescendant`. */
export function rowId(message: Message): string {
  return `message-${message.id}`;
}

function contentOf(model: Model, message: Message, column: ColumnName) {
  switch (column) {
    case 'time':
      return formatClock(startOf(message));
    case 'ends':
      return <Ends message={message} />;
    case 'channel':
      return <span>{channelText(message) ?? ''}</span>;
    case 'type':
      return <Via message={message} />;
    case 'summary':
      return <Summary message={message} />;
    case 'size': {
      const value = carriedValue(message);
      return value === null ? '–' : formatBytes(value.size);
    }
    case 'latency':
      return formatLatency(latencyOf(model, message));
    case 'state':
      return <State message={message} />;
  }
}

function tooltipOf(model: Model, message: Message, column: ColumnName): string | undefined {
  switch (column) {
    case 'ends': {
      const { from, to } = endsOf(message);
      return `${endLabel(from)} → ${endLabel(to)}`;
    }
    case 'channel':
      return channelText(message) ?? undefined;
    case 'type':
      return viaOf(message).explanation;
    case 'summary':
      return summaryOf(message);
    case 'latency': {
      const latency = latencyOf(model, message);
      return latency.ms === null ? latency.reason : latency.note;
    }
    case 'state':
      return `${messageState(message)}: ${explainMessage(message)}`;
    case 'time':
    case 'size':
      return undefined;
  }
}

function Ends({ message }: { message: Message }) {
  const { from, to } = endsOf(message);
  return (
    <span class="ends">
      <EndName end={from} />
      <span class="arrow" role="img" aria-label="to">
        →
      </span>
      <EndName end={to} />
    </span>
  );
}

function EndName({ end }: { end: EndText }) {
  return (
    <span class="end">
      {end.icon !== null && <Icon name={end.icon} />}
      <span class={`end-realm ${end.isKnown ? '' : 'is-missing'}`}>{end.place}</span>
      {end.port !== null && (
        <span class="end-port" role="img" aria-label={`port ${end.port}`}>
          {end.port}
        </span>
      )}
    </span>
  );
}

function Summary({ message }: { message: Message }) {
  const noise = noiseOf(message);
  return (
    <>
      {noise !== null && (
        <b class="noise-tag" title={`Sent by ${noise}, a tool in this browser, and not by the page itself`}>
          {noise}
        </b>
      )}
      <span class={carriedValue(message) === null ? 'is-missing' : ''}>{summaryOf(message)}</span>
    </>
  );
}

function Via({ message }: { message: Message }) {
  const count = transferCount(message);
  const { word, icon } = viaOf(message);
  return (
    <>
      <Icon name={icon} />
      <span class="via">{word}</span>
      {count > 0 && (
        <span class="transfer-mark" role="img" aria-label={`transfers ${formatPlural(count, 'object')}`}>
          <Icon name="transfer" />
          {count}
        </span>
      )}
    </>
  );
}

function State({ message }: { message: Message }) {
  const state = messageState(message);
  return (
    <>
      <Icon name={stateLook(state).icon} />
      <span class="state-text">{state}</span>
    </>
  );
}
