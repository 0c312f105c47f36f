import { portLabel, type Handle, type Message } from '../../src/model';
import type { Transferred } from '../../src/protocol';
import { formatBytes } from '../shared/format';
import { Section } from '../shared/Facts';
import type { Selection } from '../selection';

/** What went along with a message: ports with links to them, buffers with their sizes. Nothing when nothing did. */
export function TransferList(props: { message: Message; onSelect: (selection: Selection) => void }) {
  const { post, delivery } = props.message;
  const handles = post !== null && post.departures.length > 0 ? post.departures : (delivery?.arrivals ?? []);
  const others = (post?.transfer ?? []).filter((item) => item.type !== 'port');
  const isUnseen =
    post !== null && post.transfer === null && post.failure === null && viaWindow(props.message) === false;
  if (handles.length === 0 && others.length === 0 && !isUnseen) return null;
  return (
    <Section title="Transfer list">
      <ul class="transfers">
        {handles.map((handle) => (
          <li key={handle.port.id}>
            <button
              type="button"
              class="link"
              data-transfer={handle.port.id}
              onClick={() => props.onSelect({ kind: 'port', port: handle.port })}
            >
              {portLabel(handle.port)}
            </button>
            <span class="fact-note"> {evidenceWords(handle, delivery !== null)}</span>
          </li>
        ))}
        {others.map((item, index) => (
          <li key={index}>{describe(item)}</li>
        ))}
      </ul>
      {isUnseen && <p class="is-missing">The list could not be read without running the page’s code.</p>}
    </Section>
  );
}

function viaWindow(message: Message): boolean {
  return message.post?.carrier.type === 'window';
}

function describe(item: Transferred): string {
  switch (item.type) {
    case 'buffer':
      return `ArrayBuffer, ${formatBytes(item.bytes)}, detached at the sender`;
    case 'other':
      return item.name;
    case 'port':
      return 'MessagePort';
  }
}

function evidenceWords(handle: Handle, isDelivered: boolean): string {
  const transfer = handle.departure ?? handle.arrival;
  return transfer === null ? (isDelivered ? '' : 'not yet taken') : `transfer ${transfer.evidence}`;
}
