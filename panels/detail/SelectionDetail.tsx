import {
  evidenceOf,
  explainPortState,
  holderOf,
  listenersOf,
  portLabel,
  portState,
  queueOf,
  realmLabel,
  type Channel,
  type Handle,
  type Message,
  type Model,
  type Port,
  type Realm,
} from '../../src/model';
import { formatClock, formatCount, formatPlural } from '../shared/format';
import { Fact, Facts, Section } from '../shared/Facts';
import { Icon } from '../shared/Icon';
import { nameSelection, type Selection } from '../selection';
import { FLOW_ICONS } from '../flows';
import { KIND_ICONS, KIND_WORDS, placeWords } from '../realmLooks';
import { FlowFacts, GroupFacts } from './FlowDetail';
import { Detail } from './Detail';
import { Listeners } from './Listeners';
import type { StackDesk } from './stack';

type Links = { onSelect: (selection: Selection) => void; onMessage: (message: Message) => void; desk: StackDesk };

/** What is known of the realm, port or channel that is selected in the graph. */
export function SelectionDetail(props: Links & { model: Model; selection: Selection; onClose: () => void }) {
  const { selection, onClose } = props;
  switch (selection.kind) {
    case 'realm':
      return (
        <Detail icon={KIND_ICONS[selection.realm.kind]} title={realmLabel(selection.realm)} onClose={onClose}>
          <RealmFacts realm={selection.realm} {...props} />
        </Detail>
      );
    case 'port':
      return (
        <Detail icon="port" title={portLabel(selection.port)} onClose={onClose}>
          <PortFacts port={selection.port} title="Port" {...props} />
          <Journey port={selection.port} {...props} />
        </Detail>
      );
    case 'channel':
      return (
        <Detail icon="channel" title={`Channel ${selection.channel.id}`} onClose={onClose}>
          <ChannelFacts channel={selection.channel} {...props} />
        </Detail>
      );
    case 'flow':
      return (
        <Detail icon={FLOW_ICONS[selection.flow.type]} title={nameSelection(selection)} onClose={onClose}>
          <FlowFacts flow={selection.flow} onSelect={props.onSelect} />
        </Detail>
      );
    case 'group':
    case 'member':
      return (
        <Detail icon="broadcast" title={nameSelection(selection)} onClose={onClose}>
          <GroupFacts group={selection.group} onSelect={props.onSelect} />
          <Listeners
            listeners={selection.group.members
              .filter(({ realm }) => selection.kind === 'group' || realm === selection.realm)
              .flatMap(listenersOf)}
            holder={selection.kind === 'member' ? selection.realm : null}
            desk={props.desk}
          />
        </Detail>
      );
  }
}

function RealmFacts(props: Links & { model: Model; realm: Realm }) {
  const { realm } = props;
  const ports = [...props.model.ports.values()].filter((port) => holderOf(port) === realm);
  return (
    <>
      <Section title={KIND_WORDS[realm.kind]}>
        <Facts>
          <Fact name="State">{realm.state}</Fact>
          <Fact name="URL">{realm.url || 'not known'}</Fact>
          <Fact name="Origin">{realm.origin}</Fact>
          <Fact name="Place">{placeWords(realm)}</Fact>
          <Fact name="Seen">
            {realm.isInstrumented
              ? realm.attach === 'first'
                ? 'from its first script on'
                : 'late: it was running before DevTools was opened'
              : 'from outside only: what happens inside is not seen'}
          </Fact>
          {realm.altered.length > 0 && (
            <Fact name="Altered">
              <span class="state is-warning">
                <Icon name="warning" /> before Portscope came
              </span>
              <p class="fact-note">
                A script had replaced {realm.altered.join(', ')} before ours could run here, as a page can do to a frame
                of its own origin. What this realm tells may be forged.
              </p>
            </Fact>
          )}
        </Facts>
      </Section>
      <Section title={formatPlural(ports.length, 'port')}>
        <ul class="transfers">
          {ports.map((port) => (
            <li key={port.id}>
              <PortLink port={port} onSelect={props.onSelect} /> <span class="fact-note">{portState(port)}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Listeners listeners={listenersOf(realm)} holder={realm} desk={props.desk} />
    </>
  );
}

function ChannelFacts(props: Links & { channel: Channel }) {
  const { channel } = props;
  return (
    <>
      <Section title="Channel">
        <Facts>
          <Fact name="Begun">{channel.isBirthSeen ? 'while recording' : 'before recording, or out of sight'}</Fact>
        </Facts>
      </Section>
      {channel.ports.map((port) => (
        <PortFacts key={port.id} port={port} title={portLabel(port)} {...props} />
      ))}
    </>
  );
}

function PortFacts({ port, title, onSelect, desk }: Links & { port: Port; title: string }) {
  const holder = holderOf(port);
  const queue = queueOf(port);
  const peer = port.channel.ports.find((other) => other !== port);
  const handle = port.handles.at(-1);
  return (
    <>
      <Section title={title}>
        <Facts>
          <Fact name="State">
            {portState(port)}
            <p class="fact-note">{explainPortState(portState(port))}</p>
          </Fact>
          <Fact name="Held by">
            {holder === null ? (
              'a realm that was not seen'
            ) : (
              <button type="button" class="link" onClick={() => onSelect({ kind: 'realm', realm: holder })}>
                {realmLabel(holder)}
              </button>
            )}
          </Fact>
          <Fact name="Queue">
            {queue.isExact ? '' : 'at least '}
            {formatCount(queue.count)}
          </Fact>
          <Fact name="Evidence">{evidenceOf(port)}</Fact>
          {peer !== undefined && (
            <Fact name="Peer">
              <PortLink port={peer} onSelect={onSelect} />
            </Fact>
          )}
        </Facts>
      </Section>
      {handle !== undefined && <Listeners listeners={listenersOf(handle)} holder={holder} desk={desk} />}
    </>
  );
}

/** Where the port has been, oldest first. */
function Journey({ port, onSelect, onMessage }: Links & { port: Port }) {
  if (port.handles.length === 0) return null;
  return (
    <Section title="Journey">
      <ol class="journey">
        {port.handles.map((handle, index) => (
          <li key={index}>
            <button type="button" class="link" onClick={() => onSelect({ kind: 'realm', realm: handle.realm })}>
              {realmLabel(handle.realm)}
            </button>{' '}
            <span class="fact-note">{arrivalWords(handle)}</span>
            {handle.arrival?.message != null && <CarrierLink message={handle.arrival.message} onMessage={onMessage} />}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function CarrierLink(props: { message: Message; onMessage: (message: Message) => void }) {
  const message = props.message.absorbedBy ?? props.message;
  return (
    <button type="button" class="link" onClick={() => props.onMessage(message)}>
      by message {message.id}
    </button>
  );
}

function arrivalWords(handle: Handle): string {
  const at = handle.born === null ? '' : ` ${formatClock(handle.realm.timeOrigin + handle.born)}`;
  if (handle.arrival !== null) return `arrived${at}, ${handle.arrival.evidence} `;
  return handle.port.channel.isBirthSeen ? `made here${at} ` : `met here${at}, began before recording or out of sight `;
}

function PortLink(props: { port: Port; onSelect: (selection: Selection) => void }) {
  return (
    <button type="button" class="link" onClick={() => props.onSelect({ kind: 'port', port: props.port })}>
      {portLabel(props.port)}
    </button>
  );
}
