import { useState } from 'preact/hooks';
import { realmLabel, type Listener, type Realm } from '../../src/model';
import { formatClock, formatPlural } from '../shared/format';
import { Section } from '../shared/Facts';
import { Icon } from '../shared/Icon';
import { StackView, type StackDesk } from './stack';

const HOW: Record<Listener['how'], string> = {
  onmessage: 'onmessage',
  addEventListener: 'addEventListener',
  when: 'when()',
};

/** Who listens for messages somewhere: how and when each was added, and where in the code on demand. */
export function Listeners(props: {
  listeners: readonly Listener[];
  /** Listeners added by this realm need not say whose they are. */
  holder: Realm | null;
  desk: StackDesk;
}) {
  const { listeners } = props;
  return (
    <Section title={formatPlural(listeners.length, 'listener')} hook="listeners">
      {listeners.length === 0 ? (
        <p class="fact-note">None was seen being added.</p>
      ) : (
        <ul class="listeners">
          {listeners.map((listener, index) => (
            <ListenerItem
              key={`${listener.realm.id} ${listener.how} ${listener.number} ${index}`}
              listener={listener}
              {...props}
            />
          ))}
        </ul>
      )}
      {listeners.some(({ how }) => how !== 'onmessage') && (
        <p class="fact-note">One added with once or signal may be gone already: that is not seen.</p>
      )}
    </Section>
  );
}

function ListenerItem({ listener, holder, desk }: { listener: Listener; holder: Realm | null; desk: StackDesk }) {
  const [isOpen, setOpen] = useState(false);
  const { realm, how, at, stack } = listener;
  return (
    <li>
      <button
        type="button"
        class="disclosure"
        data-listener={listener.number}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="chevron" class={isOpen ? 'is-open' : ''} />
        <code>{HOW[how]}</code>
        <span class="fact-note">
          {formatClock(realm.timeOrigin + at)}
          {realm !== holder && ` by ${realmLabel(realm)}`}
        </span>
      </button>
      {isOpen && (
        <div class="disclosed">
          <StackView stack={stack} desk={desk} />
        </div>
      )}
    </li>
  );
}
