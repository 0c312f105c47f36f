import { realmLabel, type Message, type Realm, type WindowCall } from '../../src/model';
import type { EventField } from '../../src/protocol';
import { Fact } from '../shared/Facts';
import type { Selection } from '../selection';

type Props = { message: Message; onSelect: (selection: Selection) => void };

/** What only messages to windows have: the target origin, the window, the origin that arrived, and what was read of it. */
export function WindowFacts({ message, onSelect }: Props) {
  const { post, delivery } = message;
  const call = post?.window ?? null;
  const target = post?.carrier.type === 'window' ? post.carrier.realm : null;
  return (
    <>
      {call !== null && (
        <>
          <Fact name="Called on">
            <CalledOn call={call} target={target} onSelect={onSelect} />
          </Fact>
          <Fact name="Target origin">
            <TargetOrigin call={call} />
          </Fact>
        </>
      )}
      {delivery?.window != null && (
        <Fact name="Origin">
          {delivery.window.origin}
          <p class="fact-note">As the browser told the receiver, in event.origin.</p>
        </Fact>
      )}
      {delivery?.window != null && (
        <Fact name="Page read">
          <Reads reads={delivery.window.reads} />
        </Fact>
      )}
    </>
  );
}

function CalledOn(props: { call: WindowCall; target: Realm | null; onSelect: Props['onSelect'] }) {
  const { call, target } = props;
  return (
    <>
      {target === null ? (
        (call.place ?? 'a window that was not seen')
      ) : (
        <button type="button" class="link" onClick={() => props.onSelect({ kind: 'realm', realm: target })}>
          {realmLabel(target)}
        </button>
      )}
      {target !== null && target.path !== null && ` (${target.path})`}
      {call.isBorrowed && <p class="fact-note">With a postMessage function that belongs to another window.</p>}
    </>
  );
}

function TargetOrigin({ call }: { call: WindowCall }) {
  if (!call.isSeen) {
    return (
      <>
        not seen
        <p class="fact-note">
          Only the moment of the call was seen: looking at its arguments could change what it does.
        </p>
      </>
    );
  }
  if (call.targetOrigin === null) {
    return (
      <>
        not read
        <p class="fact-note">Reading it would have run the page’s own code.</p>
      </>
    );
  }
  return (
    <>
      <code>{call.targetOrigin}</code>
      <p class="fact-note">{explainTarget(call.targetOrigin)}</p>
    </>
  );
}

function explainTarget(targetOrigin: string): string {
  switch (targetOrigin) {
    case '*':
      return 'Any: whatever page is in that window at that moment gets the message.';
    case '/':
      return 'The sender’s own: the browser delivers it only to a page of the same origin.';
    default:
      return 'The browser delivers it only if the page in that window is of this origin.';
  }
}

const FIELDS: readonly EventField[] = ['data', 'origin', 'source'];

/** What of the event was read until now, and what was not: what the page does with it cannot be seen. */
function Reads({ reads }: { reads: readonly EventField[] }) {
  const read = FIELDS.filter((field) => reads.includes(field));
  const unread = FIELDS.filter((field) => !reads.includes(field)).map((field) => `not ${field}`);
  return (
    <>
      {read.length === 0 ? 'nothing so far' : [...read, ...unread].join(', ')}
      <p class="fact-note">Of event.data, event.origin and event.source, as far as was seen.</p>
    </>
  );
}
