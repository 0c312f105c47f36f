import { holderOf, portLabel, portState, queuedOn, queueOf, realmLabel, type Port } from '../../src/model';
import { MessageLinks } from '../messages';
import { Section } from '../shared/Facts';
import { formatCount } from '../shared/format';
import type { Links } from './Links';

/** What waits at a port, oldest first; nothing where nothing is known to wait. */
export function QueuedMessages({ port, onMessage }: Pick<Links, 'onMessage'> & { port: Port }) {
  const queue = queueOf(port);
  if (queue.count === 0) return null;
  const waiting = queuedOn(port);
  const holder = holderOf(port);
  const where = `${portLabel(port)}${holder === null ? '' : ` in ${realmLabel(holder)}`}`;
  return (
    <Section title={queueTitle(queue)} hook="queue">
      <p class="fact-note">
        {portState(port) === 'started'
          ? `On their way to ${where}, which is started: the next thing that is heard of it is their delivery.`
          : `The browser holds them at ${where} until start() is called there, or onmessage is set.`}
      </p>
      <MessageLinks label={`Messages that wait at ${portLabel(port)}`} messages={waiting} onMessage={onMessage} />
    </Section>
  );
}

function queueTitle({ count, isExact }: ReturnType<typeof queueOf>): string {
  return `${isExact ? '' : 'At least '}${formatCount(count)} ${count === 1 ? 'message waits' : 'messages wait'}`;
}
