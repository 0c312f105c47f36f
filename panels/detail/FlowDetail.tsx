import type { BroadcastGroup } from '../../src/model';
import { flowWord, type Flow } from '../flows';
import { Fact, Facts, Section } from '../shared/Facts';
import { formatPlural } from '../shared/format';
import { RealmLink, type Links } from './Links';

/** What is known of messages between two realms that no channel carries. */
export function FlowFacts({ flow, onSelect }: Pick<Links, 'onSelect'> & { flow: Flow }) {
  return (
    <Section title="Messages without a channel">
      <Facts>
        <Fact name="By">{flowWord(flow.type)}</Fact>
        <Fact name="Between">
          <RealmLink realm={flow.first} onSelect={onSelect} />
        </Fact>
        <Fact name="And">
          <RealmLink realm={flow.second} onSelect={onSelect} />
        </Fact>
      </Facts>
      <p class="fact-note">
        The line stands for all of them, in both directions; those of which one end is not known are in the table only.
      </p>
    </Section>
  );
}

/** What is known of the BroadcastChannel objects of one name and origin. */
export function GroupFacts({ group, onSelect }: Pick<Links, 'onSelect'> & { group: BroadcastGroup }) {
  const open = group.members.filter(({ closedAt }) => closedAt === null);
  return (
    <>
      <Section title="BroadcastChannel">
        <Facts>
          <Fact name="Name">{group.name ?? 'not known'}</Fact>
          <Fact name="Origin">{group.origin}</Fact>
        </Facts>
        <p class="fact-note">
          What one posts reaches all others that are open. Workers and other tabs may be in it too: they are not seen.
        </p>
      </Section>
      <Section title={`${formatPlural(group.members.length, 'member')}, ${open.length} open`} hook="members">
        <ul class="transfers">
          {group.members.map((member) => (
            <li key={`${member.realm.id} ${member.id}`}>
              <RealmLink realm={member.realm} onSelect={onSelect} />{' '}
              <span class="fact-note">{member.closedAt === null ? 'open' : 'closed'}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
