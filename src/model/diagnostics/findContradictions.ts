import { startOf } from '../clocks';
import { portLabel } from '../labels';
import type { Channel, Direction, Notice, Port } from '../types';
import type { Context } from './context';
import type { Subject } from './diagnostic';
import type { Finding } from './rule';
import { sayCount } from './words';

type Found = Finding & { subject: Subject; cause: string };

/** Joinings that cannot all be true, and messages that arrived as something else than was posted in their place. */
export function findContradictions({ model }: Context): Found[] {
  const found = describeNotices(model.notices);
  for (const channel of model.channels.values()) {
    channel.directions.forEach((direction, i) => {
      const sender = channel.ports[i] as Port;
      if (direction.mismatches.count > 0) found.push(describeMismatches(channel, sender, direction));
    });
  }
  return found;
}

function describeMismatches({ ports }: Channel, sender: Port, { mismatches }: Direction): Found {
  const receiver = sender === ports[0] ? ports[1] : ports[0];
  const { count, messages } = mismatches;
  const [first] = messages;
  return {
    subject: { kind: 'port', port: receiver },
    cause: 'mismatch',
    level: 'warning',
    sentence:
      `${sayCount(count, 'message')} that reached ${portLabel(receiver)} ${count === 1 ? 'differs' : 'differ'} from what ` +
      `was posted on ${portLabel(sender)} in ${count === 1 ? 'its' : 'their'} place, from message #${first?.id ?? 0} on: ` +
      'which is which is not known there.',
    advice:
      'Records are missing, or a page forged them: look for gaps in the recording and for frames that were altered, and ' +
      'reload the page with DevTools open.',
    count,
    messages: [...messages],
    since: first === undefined ? null : startOf(first),
  };
}

/** One for each text: the same contradiction can be met again and again. */
function describeNotices(notices: readonly Notice[]): Found[] {
  const byText = new Map<string, Found>();
  for (const { kind, text, realm, at } of notices) {
    if (kind !== 'contradiction' || realm === null) continue;
    const known = byText.get(text);
    const since = at === null ? null : realm.timeOrigin + at;
    if (known !== undefined) known.count += 1;
    else {
      byText.set(text, {
        subject: { kind: 'realm', realm },
        cause: text,
        level: 'warning',
        sentence: text,
        advice:
          'What is shown of these ports may be wrong: reload the page with DevTools open to record from the beginning.',
        count: 1,
        messages: [],
        since,
      });
    }
  }
  return [...byText.values()];
}
