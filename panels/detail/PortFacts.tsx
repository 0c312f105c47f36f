import {
  evidenceOf,
  explainPort,
  holderOf,
  listenersOf,
  peerOf,
  portState,
  queueOf,
  type Port,
  type Queue,
} from '../../src/model';
import { StateIcon } from '../graph';
import { Fact, Facts, Section } from '../shared/Facts';
import { formatCount } from '../shared/format';
import { EvidenceTag } from './EvidenceTag';
import { PortLink, RealmLink, type Links } from './Links';
import { Listeners } from './Listeners';
import { QueuedMessages } from './QueuedMessages';

/** What is known of a port now: its state, its holder, what waits there, who listens. */
export function PortFacts(props: Links & { port: Port; title: string }) {
  const { port, onSelect, desk } = props;
  const holder = holderOf(port);
  const handle = port.handles.at(-1);
  const state = portState(port);
  return (
    <>
      <Section title={props.title}>
        <Facts>
          <Fact name="State">
            <span class="state">
              <StateIcon state={state} /> {state}
            </span>
            <p class="fact-note">{explainPort(port)}</p>
          </Fact>
          <Fact name="Held by">
            {holder === null ? 'a realm that was not seen' : <RealmLink realm={holder} onSelect={onSelect} />}
          </Fact>
          <Fact name="Queue">{queueWords(queueOf(port))}</Fact>
          <Fact name="Evidence">
            <EvidenceTag evidence={evidenceOf(port)} />
          </Fact>
          <Fact name="Peer">
            <PortLink port={peerOf(port)} onSelect={onSelect} />
          </Fact>
        </Facts>
      </Section>
      <QueuedMessages port={port} onMessage={props.onMessage} />
      {handle !== undefined && <Listeners listeners={listenersOf(handle)} holder={holder} desk={desk} />}
    </>
  );
}

function queueWords({ count, isExact }: Queue): string {
  if (isExact) return formatCount(count);
  return count === 0 ? 'not known; nothing that was seen waits' : `at least ${formatCount(count)}`;
}
