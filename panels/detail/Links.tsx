import { portLabel, realmLabel, type Message, type Port, type Realm } from '../../src/model';
import type { Selection } from '../selection';
import type { StackDesk } from './stack';

/** Where a detail can lead. */
export type Links = {
  onSelect: (selection: Selection) => void;
  onMessage: (message: Message) => void;
  desk: StackDesk;
};

/** Selects a realm. */
export function RealmLink({ realm, onSelect }: Pick<Links, 'onSelect'> & { realm: Realm }) {
  return (
    <button type="button" class="link" onClick={() => onSelect({ kind: 'realm', realm })}>
      {realmLabel(realm)}
    </button>
  );
}

/** Selects a port. */
export function PortLink({ port, onSelect }: Pick<Links, 'onSelect'> & { port: Port }) {
  return (
    <button type="button" class="link" onClick={() => onSelect({ kind: 'port', port })}>
      {portLabel(port)}
    </button>
  );
}

/** Opens a message. */
export function MessageLink({ message, onMessage }: Pick<Links, 'onMessage'> & { message: Message }) {
  const whole = message.absorbedBy ?? message;
  return (
    <button type="button" class="link" data-link={whole.id} onClick={() => onMessage(whole)}>
      message {whole.id}
    </button>
  );
}
