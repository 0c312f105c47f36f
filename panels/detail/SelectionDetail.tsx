import { channelEvidenceOf, listenersOf, portLabel, realmLabel, type Channel, type Diagnostic } from '../../src/model';
import { diagnosticsAbout, DiagnosticsSection } from '../diagnostics';
import { FLOW_ICONS } from '../flows';
import { KIND_ICONS } from '../realmLooks';
import { nameSelection, type Selection } from '../selection';
import { Fact, Facts, Section } from '../shared/Facts';
import type { IconName } from '../shared/Icon';
import { Detail } from './Detail';
import { EvidenceTag } from './EvidenceTag';
import { FlowFacts, GroupFacts } from './FlowDetail';
import { Journey } from './Journey';
import type { Links } from './Links';
import { Listeners } from './Listeners';
import { PortFacts } from './PortFacts';
import { RealmFacts } from './RealmFacts';

type Props = Links & {
  selection: Selection;
  /** All there are. */
  diagnostics: readonly Diagnostic[];
};

/** What is known of what is selected in the graph: first what is wrong with it. */
export function SelectionDetail(props: Props & { onClose: () => void }) {
  const { selection, diagnostics } = props;
  return (
    <Detail icon={iconOf(selection)} title={titleOf(selection)} onClose={props.onClose}>
      <DiagnosticsSection
        diagnostics={diagnosticsAbout(diagnostics, selection)}
        about={selection}
        onSelect={props.onSelect}
        onMessage={props.onMessage}
      />
      <SelectionFacts {...props} />
    </Detail>
  );
}

function iconOf(selection: Selection): IconName {
  switch (selection.kind) {
    case 'realm':
      return KIND_ICONS[selection.realm.kind];
    case 'flow':
      return FLOW_ICONS[selection.flow.type];
    case 'port':
    case 'channel':
      return selection.kind;
    case 'group':
    case 'member':
      return 'broadcast';
  }
}

function titleOf(selection: Selection): string {
  if (selection.kind === 'realm') return realmLabel(selection.realm);
  return selection.kind === 'channel' ? `Channel ${selection.channel.id}` : nameSelection(selection);
}

function SelectionFacts({ selection, ...props }: Props) {
  switch (selection.kind) {
    case 'realm':
      return <RealmFacts realm={selection.realm} {...props} />;
    case 'port':
      return (
        <>
          <PortFacts port={selection.port} title="Port" {...props} />
          <Journey port={selection.port} {...props} />
        </>
      );
    case 'channel':
      return <ChannelFacts channel={selection.channel} {...props} />;
    case 'flow':
      return <FlowFacts flow={selection.flow} onSelect={props.onSelect} />;
    case 'group':
    case 'member':
      return (
        <>
          <GroupFacts group={selection.group} onSelect={props.onSelect} />
          <Listeners
            listeners={selection.group.members
              .filter(({ realm }) => selection.kind === 'group' || realm === selection.realm)
              .flatMap(listenersOf)}
            holder={selection.kind === 'member' ? selection.realm : null}
            desk={props.desk}
          />
        </>
      );
  }
}

function ChannelFacts({ channel, ...links }: Links & { channel: Channel }) {
  return (
    <>
      <Section title="Channel">
        <Facts>
          <Fact name="Begun">{channel.isBirthSeen ? 'while recording' : 'before recording, or out of sight'}</Fact>
          <Fact name="Evidence">
            <EvidenceTag evidence={channelEvidenceOf(channel)} />
            <p class="fact-note">Of its two ports and of what says that they belong together, the weakest.</p>
          </Fact>
        </Facts>
      </Section>
      {channel.ports.map((port) => (
        <PortFacts key={port.id} port={port} title={portLabel(port)} {...links} />
      ))}
    </>
  );
}
