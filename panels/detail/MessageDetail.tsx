import { useMemo } from 'preact/hooks';
import {
  explainMessageState,
  latencyOf,
  messageEnds,
  messageState,
  type Delivery,
  type Message,
  type Model,
  type Post,
} from '../../src/model';
import { decodeValue } from '../../src/model/value';
import { carriedValue, channelNumber, endLabel, stateLook, summaryOf, viaOf } from '../messages/messageTexts';
import { Fact, Facts, Section } from '../shared/Facts';
import { formatBytes, formatClock, formatDuration } from '../shared/format';
import { Icon } from '../shared/Icon';
import { channelOf, type Selection } from '../selection';
import { Detail } from './Detail';
import { TransferList } from './TransferList';
import { ValueTree } from './ValueTree';

/** What is known of one message. */
export function MessageDetail(props: {
  model: Model;
  message: Message;
  onSelect: (selection: Selection) => void;
  onClose: () => void;
}) {
  const { model, message, onSelect } = props;
  const { from, to } = messageEnds(message);
  const state = messageState(message);
  const { icon, tone } = stateLook(state);
  const channel = channelOf(message.post?.carrier ?? message.delivery?.carrier);
  const value = carriedValue(message);
  const [sender, receiver] = [endLabel(from), endLabel(to)];
  return (
    <Detail icon="flight" title={`${sender} → ${receiver}`} onClose={props.onClose}>
      <Section title="Message">
        <Facts>
          <Fact name="State">
            <span class={`state is-${tone}`}>
              <Icon name={icon} /> {state}
            </span>
            <p class="fact-note">{explainMessageState(state)}</p>
          </Fact>
          <Fact name="From">{sender}</Fact>
          <Fact name="To">{receiver}</Fact>
          <Fact name="Via">
            {viaOf(message)}
            {channel !== null && (
              <>
                {', '}
                <button type="button" class="link" onClick={() => onSelect({ kind: 'channel', channel })}>
                  channel {channelNumber(message)}
                </button>
              </>
            )}
          </Fact>
          {message.delivery?.origin != null && <Fact name="Origin">{message.delivery.origin}</Fact>}
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
      <Timing model={model} message={message} />
    </Detail>
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
      </Facts>
    </Section>
  );
}

function momentOf(half: Post | Delivery | null): string | null {
  return half === null ? null : formatClock(('teller' in half ? half.teller : half.realm).timeOrigin + half.at);
}
