import { portLabel, realmLabel } from '../labels';
import { holderOf } from '../select';
import type { Handle, Port, Realm } from '../types';

/** `1 message`, `3 messages`. */
export function sayCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `nobody will get it`, or them. */
export function sayNobody(count: number): string {
  return `nobody will get ${count === 1 ? 'it' : 'them'}`;
}

/** `port 3 in /editor`. */
export function namePort(port: Port): string {
  const holder = holderOf(port);
  return `${portLabel(port)}${holder === null ? '' : ` in ${realmLabel(holder)}`}`;
}

/** The same for where the port was then. */
export function nameHandle({ port, realm }: Handle): string {
  return `${portLabel(port)} in ${realmLabel(realm)}`;
}

/** The realm, or that it is not known. */
export function nameRealm(realm: Realm | null): string {
  return realm === null ? 'a realm that is not known' : realmLabel(realm);
}
