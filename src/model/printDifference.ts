import type { Difference } from './difference';
import { portLabel, realmLabel } from './labels';
import { holderOf, type Queue } from './select';
import type { Channel, Realm } from './types';

/** What became different between two moments as compact, stable text: a line for each thing; empty if nothing did. */
export function printDifference(difference: Difference): string {
  const { begun, ended, made, born, moved, started, closed, queues, traffic } = difference;
  const lines = [
    ...begun.map((realm) => `begun: ${nameRealm(realm)}`),
    ...ended.map((realm) => `ended: ${nameRealm(realm)}`),
    ...made.map((channel) => `made: ${nameChannel(channel)}`),
    ...born.map(({ port, in: realm }) => `born: ${portLabel(port)} in ${nameRealm(realm)}`),
    ...moved.map(({ port, from, to }) => `moved: ${portLabel(port)} from ${nameRealm(from)} to ${nameRealm(to)}`),
    ...started.map((port) => `started: ${portLabel(port)} in ${nameRealm(holderOf(port))}`),
    ...closed.map((port) => `closed: ${portLabel(port)} in ${nameRealm(holderOf(port))}`),
    ...queues.map(
      ({ port, before, after }) => `queue of ${portLabel(port)}: ${printQueue(before)} → ${printQueue(after)}`,
    ),
    ...traffic.map(
      ({ channel, posted, delivered, lost }) =>
        `${nameChannel(channel)}: ${posted} posted, ${delivered} delivered${lost === 0 ? '' : `, ${lost} lost`}`,
    ),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function printQueue({ count, isExact }: Queue): string {
  return `${isExact || count === 0 ? '' : 'at least '}${count}`;
}

function nameChannel({ id, ports: [one, other] }: Channel): string {
  return `channel ${id} (${portLabel(one)} — ${portLabel(other)})`;
}

function nameRealm(realm: Realm | null): string {
  return realm === null ? 'unknown' : `R${realm.number} ${realmLabel(realm)}`;
}
