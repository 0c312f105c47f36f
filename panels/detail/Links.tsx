import { portLabel, realmLabel, type Message, type Model, type Port, type Realm } from '../../src/model';
import { isHeld } from '../messages';
import type { Selection } from '../selection';
import type { StackDesk } from './stack';

/** What a detail reads from, and where it can lead. */
export type Links = {
  model: Model;
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

/** Opens a message; one that was cleared is only named. */
export function MessageLink({ model, message, onMessage }: Pick<Links, 'model' | 'onMessage'> & { message: Message }) {
  const whole = message.absorbedBy ?? message;
  if (!isHeld(model, whole)) return <>message {whole.id} (cleared)</>;
  return (
    <button type="button" class="link" data-link={whole.id} onClick={() => onMessage(whole)}>
      message {whole.id}
    </button>
  );
}
