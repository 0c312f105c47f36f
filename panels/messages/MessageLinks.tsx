import { useState } from 'preact/hooks';
import { startOf, type Message } from '../../src/model';
import { formatBytes, formatClock, formatCount, formatPlural } from '../shared/format';
import { carriedValue, summaryOf } from './messageTexts';

/** So many are drawn at most, and as many more each time one asks for more. */
const PAGE = 100;

/** Some messages in a line each, which leads to the message. */
export function MessageLinks(props: {
  label: string;
  messages: readonly Message[];
  /** How many there are, where only the first of them are given. */
  total?: number;
  onMessage: (message: Message) => void;
}) {
  const { messages, total = messages.length } = props;
  const [most, setMost] = useState(PAGE);
  const more = messages.length - most;
  const untold = total - messages.length;
  return (
    <>
      <ul class="message-links" aria-label={props.label}>
        {messages.slice(0, most).map((message) => (
          <li key={message.id}>
            <button
              type="button"
              class="message-link"
              data-link={message.id}
              onClick={() => props.onMessage(message.absorbedBy ?? message)}
            >
              <span class="message-link-time">{formatClock(startOf(message))}</span>
              <span class="message-link-summary">{summaryOf(message)}</span>
              <span class="message-link-size">{sizeOf(message)}</span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p class="fact-note">
          The first {most} of {formatCount(messages.length)}.{' '}
          <button type="button" class="link" data-action="more-messages" onClick={() => setMost(most + PAGE)}>
            Show {formatCount(Math.min(PAGE, more))} more
          </button>
        </p>
      )}
      {more <= 0 && untold > 0 && <p class="fact-note">{formatPlural(untold, 'more message')} only counted</p>}
    </>
  );
}

function sizeOf(message: Message): string {
  const value = carriedValue(message);
  return value === null ? '' : formatBytes(value.size);
}
