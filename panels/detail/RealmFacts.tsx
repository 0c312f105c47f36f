import { holderOf, listenersOf, portState, queueOf, type Diagnostic, type Port, type Realm } from '../../src/model';
import { diagnosticsAbout, LevelIcon, worstOf } from '../diagnostics';
import { KIND_WORDS, placeWords } from '../realmLooks';
import { Fact, Facts, Section } from '../shared/Facts';
import { formatPlural } from '../shared/format';
import { Icon } from '../shared/Icon';
import { PortLink, type Links } from './Links';
import { Listeners } from './Listeners';

/** What is known of a realm, the ports it holds and who listens to it. */
export function RealmFacts(props: Links & { realm: Realm; diagnostics: readonly Diagnostic[] }) {
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
            <HeldPort key={port.id} port={port} {...props} />
          ))}
        </ul>
      </Section>
      <Listeners listeners={listenersOf(realm)} holder={realm} desk={props.desk} />
    </>
  );
}

function HeldPort({ port, diagnostics, onSelect }: Links & { port: Port; diagnostics: readonly Diagnostic[] }) {
  const level = worstOf(diagnosticsAbout(diagnostics, { kind: 'port', port }));
  const queue = queueOf(port);
  const waiting = queue.count === 0 ? '' : `, ${queue.isExact ? '' : 'at least '}${queue.count} queued`;
  return (
    <li class="held-port">
      <PortLink port={port} onSelect={onSelect} />{' '}
      <span class="fact-note">
        {portState(port)}
        {waiting}
      </span>{' '}
      {level !== null && <LevelIcon level={level} />}
      {level !== null && <span class="visually-hidden">{level}</span>}
    </li>
  );
}
