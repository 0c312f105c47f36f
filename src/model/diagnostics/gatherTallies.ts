import { startOf } from '../clocks';
import type { Message, Model } from '../types';
import { MOST_MESSAGES, type DiagnosticKind, type Subject } from './diagnostic';
import type { Place, Tally } from './tallies';

/** A tally of all that happened to one subject, in all realms it has been in. */
export type Gathered = { subject: Subject; tally: Tally; since: number | null };

/** What was counted by place, put together by subject: several handles may have turned out to be one port's. */
export function gatherTallies(model: Model): Gathered[] {
  const gathered = new Map<string, Gathered>();
  for (const [place, tallies] of model.diagnostics.byPlace) {
    const subject = subjectOf(place);
    for (const tally of tallies) {
      const id = nameOf(tally.kind, tally.cause, subject);
      const known = gathered.get(id);
      const both = known === undefined ? [tally] : [known.tally, tally];
      const messages = both.flatMap((one) => one.messages.map(wholeOf));
      // What realms told is put in the order of time, so that it is the same whoever was heard first.
      messages.sort((one, other) => startOf(one) - startOf(other));
      const [first] = messages;
      gathered.set(id, {
        subject,
        tally: {
          ...tally,
          count: both.reduce((sum, { count }) => sum + count, 0),
          messages: messages.slice(0, MOST_MESSAGES),
        },
        since: first === undefined ? null : startOf(first),
      });
    }
  }
  return [...gathered.values()];
}

/** What tells a diagnostic from all others, and stays the same as long as its subject does. */
export function nameOf(kind: DiagnosticKind, cause: string, subject: Subject): string {
  return [kind, cause, keyOf(subject)].filter((part) => part !== '').join(' / ');
}

function keyOf(subject: Subject): string {
  switch (subject.kind) {
    case 'realm':
      return `realm ${subject.realm.number}`;
    case 'port':
      return `port ${subject.port.id}`;
    case 'channel':
      return `channel ${subject.channel.id}`;
    case 'group':
      return `group ${subject.group.id}`;
  }
}

function subjectOf(place: Place): Subject {
  if ('port' in place) return { kind: 'port', port: place.port };
  if ('members' in place) return { kind: 'group', group: place };
  return { kind: 'realm', realm: place };
}

/** A delivery whose post was found later stands in the post's row. */
function wholeOf(message: Message): Message {
  return message.absorbedBy ?? message;
}
