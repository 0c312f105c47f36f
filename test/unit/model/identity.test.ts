/** Where ports are and how that is known: a script in, the printed channels and messages out. */
import { describe, expect, test } from '@jest/globals';
import { modelOfWorld, mixedModelOfWorld } from '../../support/modelOfWorld';
import { playScript } from '../../support/playScript';
import { printModel } from '../../../src/model';

/** Channels and messages as they are printed; the same whatever order realms are heard in. */
function tell(script: string): string[] {
  const world = playScript(`${script}; all report`);
  const texts = [
    modelOfWorld(world),
    modelOfWorld(world, [...world.realms.keys()].reverse()),
    mixedModelOfWorld(
      world,
      Array.from({ length: 200 }, (_, i) => (i * 7) % 3),
      2,
    ),
  ].map(printModel);
  const channelsOf = (text: string): string[] =>
    text
      .split('\n')
      .filter((line) => /^ {2}channel/.test(line))
      .map(shorten)
      .sort();
  for (const text of texts) expect(channelsOf(text)).toEqual(channelsOf(texts[0] as string));
  const messages = (texts[0] as string)
    .split('\n')
    .filter((line) => /^ {2}#/.test(line))
    .map(shortenMessage);
  return [...channelsOf(texts[0] as string), ...messages];
}

/** Numbers, and which end comes first, depend on the order in which realms were heard. */
function shorten(line: string): string {
  const text = line
    .trim()
    .replace(/(channel|port) \d+/g, '$1')
    .replace(/R\d+ /g, '')
    .replace(/, heard by \w+/g, '');
  const [, ends = '', evidence = ''] = /^channel: (.*) {2}(\(.*\))$/.exec(text) ?? [];
  return `${ends.split(' — ').sort().join(' — ')}  ${evidence}`;
}
const shortenMessage = (line: string): string =>
  line
    .trim()
    .replace(/^#\d+ |R\d+ /g, '')
    .replace(/:\d+/g, '')
    .replace(/, (~?[\d.]+ (ms|µs)|latency not known)/, '')
    .replace(/, carries port \d+/, '');

type Case = [title: string, script: string];

const CASES: { [about: string]: Case[] } = {
  'a port sent to a window unseen': [
    [
      'is named by a sweep, if it alone left',
      'realms top frame that sweep; top makes a—b; b goes to frame unseen; 40 ms pass; top sweeps',
    ],
    [
      'may be any port until traffic tells, where nobody sweeps',
      'realms top frame; top makes a—b; b goes to frame unseen; 40 ms pass',
    ],
    ['is named by traffic', 'realms top frame; top makes a—b; b goes to frame unseen; a posts hello; b starts'],
    [
      'is known to have left before it is known which it is',
      'realms top frame that sweep; top makes a—b; top makes c—d; b goes to frame unseen; d goes to frame unseen; 40 ms pass; top sweeps',
    ],
    [
      'is named by what is left when traffic has named the other',
      'realms top frame that sweep; top makes a—b; top makes c—d; b goes to frame unseen; d goes to frame unseen; 40 ms pass; top sweeps; d posts hi; c starts',
    ],
    [
      'and handed on twice without a word is followed to its last stop',
      'realms top frame third; top makes a—b; b goes to frame unseen; b goes to third unseen; b goes to frame unseen; a posts hello; b starts',
    ],
  ],
  'a port that was in a worker': [
    [
      'keeps its place in the channel, though nobody counted there',
      'realms top; top makes worker; top makes a—b; a posts one; b goes to the worker of top; b starts; a posts two; b posts three; a starts; b comes back from its worker; a posts four; b posts five; b starts',
    ],
    [
      'and came back without a word waits for one',
      'realms top; top makes worker; top makes a—b; b goes to the worker of top; b comes back from its worker; a posts one',
    ],
  ],
  'a channel that was there before recording': [
    [
      'is one once a value stands alone',
      'realms top frame met late; top and frame had a—b; a starts; b posts one; b posts two; b starts; a posts three',
    ],
    [
      'stays two halves while all values are the same',
      'realms top frame met late; top and frame had a—b; a starts; b posts same; b posts same; b starts; a posts same',
    ],
    [
      'takes no other channel for its own',
      'realms top frame met late; top and frame had a—b; top and frame had c—d; a starts; c starts; b posts one; d posts one; b posts two; d posts three',
    ],
  ],
};

describe.each(Object.entries(CASES))('%s', (_about, cases) => {
  test.each(cases)('%s', (_title, script) => expect(tell(script).join('\n')).toMatchSnapshot());
});
