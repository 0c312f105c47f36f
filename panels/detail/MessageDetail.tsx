import { useMemo } from 'preact/hooks';
import {
  explainMessage,
  latencyOf,
  messageEnds,
  messageState,
  noiseOf,
  type Delivery,
  type Diagnostic,
  type End,
  type Evidence,
  type Message,
  type Model,
  type Post,
} from '../../src/model';
import { decodeValue } from '../../src/model/value';
import { DiagnosticsSection } from '../diagnostics';
import { groupLabel, groupOf } from '../groups';
import { carriedValue, endLabel, endsOf, stateLook, summaryOf, viaOf, type EndText } from '../messages/messageTexts';
import { Fact, Facts, Section } from '../shared/Facts';
import { formatBytes, formatClock, formatDuration, formatPlural } from '../shared/format';
import { Icon } from '../shared/Icon';
import { channelOf, type Selection } from '../selection';
import { Detail } from './Detail';
import { PortLink, RealmLink } from './Links';
import { StackSection, type StackDesk } from './stack';
import { TransferList } from './TransferList';
import { ValueTree } from './ValueTree';
import { WindowFacts } from './WindowFacts';

/** What is known of one message. */
export function MessageDetail(props: {
  model: Model;
  message: Message;
  /** All there are: those that name the message are shown. */
  diagnostics: readonly Diagnostic[];
  desk: StackDesk;
  onSelect: (selection: Selection) => void;
  onMessage: (message: Message) => void;
  onClose: () => void;
}) {
  const { model, message, onSelect } = props;
  const diagnostics = props.diagnostics.filter(({ messages }) => messages.includes(message));
  const { from, to } = endsOf(message);
  const ends = messageEnds(message);
  const state = messageState(message);
  const { icon, tone } = stateLook(state);
  const channel = channelOf(message.post?.carrier ?? message.delivery?.carrier);
  const group = groupOf(message);
  const noise = noiseOf(message);
  const value = carriedValue(message);
  const [sender, receiver] = [endLabel(from), endLabel(to)];
  return (
    <Detail icon="flight" title={`${sender} → ${receiver}`} onClose={props.onClose}>
      <DiagnosticsSection diagnostics={diagnostics} about={null} onSelect={onSelect} onMessage={props.onMessage} />
      <Section title="Message">
        <Facts>
          <Fact name="State">
            <span class={`state is-${tone}`}>
              <Icon name={icon} /> {state}
            </span>
            <p class="fact-note">{explainMessage(message)}</p>
          </Fact>
          <Fact name="From">
            <EndLink text={from} end={ends.from} onSelect={onSelect} />
          </Fact>
          <Fact name="To">
            <EndLink text={to} end={ends.to} onSelect={onSelect} />
          </Fact>
          <Fact name="Via">
            {viaOf(message).word}
            {channel !== null && (
              <>
                {', '}
                <button type="button" class="link" onClick={() => onSelect({ kind: 'channel', channel })}>
                  channel {channel.id}
                </button>
              </>
            )}
            {group !== null && (
              <>
                {' '}
                <button type="button" class="link" onClick={() => onSelect({ kind: 'group', group })}>
                  {groupLabel(group)}
                </button>
              </>
            )}
          </Fact>
          <Reached message={message} />
          {noise !== null && (
            <Fact name="Noise">
              {noise}
              <p class="fact-note">Recognised as what this tool in the browser sends, and not the page itself.</p>
            </Fact>
          )}
          <WindowFacts message={message} onSelect={onSelect} />
          {message.post?.failure != null && (
            <Fact name="Error">
              {message.post.failure.name}: {message.post.failure.message}
            </Fact>
          )}
          {value !== null && <Fact name="Size">{formatBytes(value.size)} (estimated)</Fact>}
        </Facts>
      </Section>
      <Section title="Value">
        {value === null ? <p class="is-missing">{summaryOf(message)}</p> : <Value text={value.text} key={message.id} />}
      </Section>
      <TransferList message={message} onSelect={onSelect} />
      {message.post !== null && (
        <StackSection title="Posted from" stack={message.post.stack} desk={props.desk} key={`stack ${message.id}`} />
      )}
      <Timing model={model} message={message} />
    </Detail>
  );
}

/** One end of the message, with the way to its realm and its port where they are known. */
function EndLink(props: { text: EndText; end: End; onSelect: (selection: Selection) => void }) {
  const { text, end, onSelect } = props;
  return (
    <>
      {end.realm === null ? text.place : <RealmLink realm={end.realm} onSelect={onSelect} />}
      {end.port !== null && ', '}
      {end.port !== null && <PortLink port={end.port} onSelect={onSelect} />}
    </>
  );
}

function Value({ text }: { text: string }) {
  const root = useMemo(() => decodeValue(text), [text]);
  return <ValueTree root={root} label="Value of the message" />;
}

function Timing({ model, message }: { model: Model; message: Message }) {
  const latency = latencyOf(model, message);
  return (
    <Section title="Timing">
      <Facts>
        <Fact name="Posted">{momentOf(message.post) ?? 'not seen'}</Fact>
        <Fact name={message.delivery?.isMessageError ? 'Arrived' : 'Delivered'}>
          {momentOf(message.delivery) ?? 'not seen'}
        </Fact>
        <Fact name="Latency">
          {latency.ms === null ? 'not known' : `${latency.isEstimated ? '~' : ''}${formatDuration(latency.ms)}`}
          <p class="fact-note">{latency.ms === null ? latency.reason : latency.note}</p>
        </Fact>
        {message.evidence !== null && (
          <Fact name="Pairing">
            {message.evidence}
            <p class="fact-note">{PAIRING[message.evidence]}</p>
          </Fact>
        )}
      </Facts>
    </Section>
  );
}

/** How it is known that what was posted here is what arrived there. */
const PAIRING: Record<Evidence, string> = {
  observed: 'Both sides were seen, and each stands at the same place in the order of its way.',
  swept: 'The sender was found to miss what arrived.',
  inferred: 'Both sides were seen; that they are the same message follows from order and value.',
  unknown: 'Both sides were seen; whether they are the same message is not sure.',
};

/** Of a broadcast: how many got it, as far as was seen. */
function Reached({ message }: { message: Message }) {
  const rows = message.post?.rows ?? [];
  if (groupOf(message) === null || message.post === null) return null;
  return (
    <Fact name="Reached">
      {formatPlural(rows.length, 'receiver')}
      <p class="fact-note">
        {rows.length > 1 && 'Each has a row of its own. '}Members that run no agent (workers, other tabs) are not seen.
      </p>
    </Fact>
  );
}

function momentOf(half: Post | Delivery | null): string | null {
  return half === null ? null : formatClock(('teller' in half ? half.teller : half.realm).timeOrigin + half.at);
}
