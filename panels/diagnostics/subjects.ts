import { holderOf, type Diagnostic, type Port, type Subject } from '../../src/model';
import { nameSelection, type Selection } from '../selection';

/** A subject in words that tell it from all others. */
export function nameSubject(subject: Subject): string {
  return subject.kind === 'group' ? `BroadcastChannel ${nameSelection(subject)}` : nameSelection(subject);
}

/**
 * What of it concerns what is selected: a port's own and its channel's, a channel's and its ports', a realm's and those
 * of the ports that it holds, a group's. Messages without a channel have none.
 */
export function diagnosticsAbout(diagnostics: readonly Diagnostic[], selection: Selection): Diagnostic[] {
  return diagnostics.filter(({ subject }) => isAbout(subject, selection));
}

function isAbout(subject: Subject, selection: Selection): boolean {
  switch (selection.kind) {
    case 'realm':
      return subject.kind === 'realm'
        ? subject.realm === selection.realm
        : subject.kind === 'port' && holderOf(subject.port) === selection.realm;
    case 'port':
      return isAboutPort(subject, selection.port);
    case 'channel':
      return selection.channel.ports.some((port) => isAboutPort(subject, port));
    case 'group':
    case 'member':
      return subject.kind === 'group' && subject.group === selection.group;
    case 'flow':
      return false;
  }
}

function isAboutPort(subject: Subject, port: Port): boolean {
  return subject.kind === 'port'
    ? subject.port === port
    : subject.kind === 'channel' && subject.channel === port.channel;
}
