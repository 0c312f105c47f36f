/** What went wrong, in sentences: each kind where it should speak, and where it nearly should. */
import { describe, expect, test } from '@jest/globals';
import { diagnosticsOf, type DiagnosticKind, type Model } from '../../../src/model';
import { mixedModelOfWorld } from '../../support/modelOfWorld';
import { playScript } from '../../support/playScript';
import type { World } from '../../support/world';

/** Two realms, and a channel with one end in each, both started. */
const TWO = `
  realms top frame
  top makes x—y; y goes to frame unseen; y starts; x starts; y posts hello; all report`;

/** One realm with a channel. */
const ONE = 'realms top; top makes a—b';

/** What is said, with the names that the script gave to ports; the same in whatever order realms are heard. */
function say(script: string): string[] {
  const world = playScript(script);
  const orders = [[], [1, 1, 1, 1], [0, 1, 2, 1, 0, 2, 1], Array.from({ length: 400 }, (_, i) => i % 3)];
  const told = orders.map((choices, i) => sentencesOf(mixedModelOfWorld(world, choices, i + 1), world));
  for (const other of told.slice(1)) expect(other).toEqual(told[0]);
  return told[0] as string[];
}

function sentencesOf(model: Model, world: World): string[] {
  const names = new Map<string, string>();
  for (const { name, holder, handle } of world.ports.values()) {
    const port = model.realms.get(holder.id)?.handles.get(handle)?.port;
    if (port !== undefined) names.set(`port ${port.id}`, name);
  }
  return diagnosticsOf(model).map(
    ({ level, sentence, count }) =>
      `${level} ${count}: ${sentence.replace(/port \d+/g, (port) => names.get(port) ?? port)}`,
  );
}

type Case = [title: string, script: string, said: string[]];

const CASES: { [Kind in DiagnosticKind]?: Case[] } = {
  'listening without start': [
    [
      'messages wait',
      `${ONE}; b listens; a posts one; a posts two`,
      ['error 2: 2 messages wait at b in /top: callbacks listen there, but the port was never started.'],
    ],
    [
      'nothing waits yet, for long',
      `${ONE}; b listens; 1001 ms pass; all report`,
      ['info 1: Callbacks listen on b in /top, but the port was never started: what is posted to it will wait.'],
    ],
    ['started a moment later', `${ONE}; b listens; 900 ms pass; b starts; a posts one; all report`, []],
    ['nothing waits yet, and it began a moment ago', `${ONE}; b listens; 900 ms pass; a listens`, []],
    ['nobody listens', `${ONE}; a posts one; all report`, []],
    ['closed', `${ONE}; b listens; b closes; all report`, []],
  ],
  'posting to a closed port': [
    [
      'on it',
      `${ONE}; a closes; a posts one; a posts two`,
      ['error 2: 2 messages posted on a in /top after it was closed: lost.'],
    ],
    [
      'to it',
      `${TWO}; y closes; 30 ms pass; x posts one`,
      ['error 1: 1 message posted to y in /frame after it was closed: lost.'],
    ],
    [
      'before it',
      `${ONE}; a posts one; b closes`,
      ['warning 1: 1 message had not been taken when b in /top was closed: lost.'],
    ],
    [
      'both',
      `${ONE}; a posts one; b closes; a posts two`,
      ['error 2: 1 message posted to b in /top after it was closed: lost. 1 more had not been taken by then.'],
    ],
    ['delivered before it', `${ONE}; b starts; a posts one; b closes`, []],
    ['its peer posted, then closed', `${ONE}; a posts one; a closes; b starts`, []],
  ],

  'posting to a transferred port': [
    ['where it was', `${TWO}; top makes a—b; x posts take with b; b starts; a posts one`, []],
  ],
  messageerror: [
    [
      'at a port',
      `${ONE}; a posts one; a posts two; b cannot read; b starts`,
      [
        'error 1: 1 message could not be read where it arrived, at b in /top: the page got messageerror instead of message.',
      ],
    ],
  ],
  'post failed': [
    [
      'once',
      `${ONE}; a fails to post: DataCloneError: Function object could not be cloned.`,
      ['error 1: postMessage on a in /top threw: the value held a function.'],
    ],
    [
      'for two reasons, one of them twice',
      `${ONE}
       a fails to post: DataCloneError: Failed to execute 'postMessage' on 'MessagePort': () => {} could not be cloned.
       a fails to post: DataCloneError: Function object could not be cloned.
       a fails to post: DataCloneError: Promise object could not be cloned.`,
      [
        'error 2: postMessage on a in /top threw 2 times: the value held a function.',
        'error 1: postMessage on a in /top threw: the value held a Promise.',
      ],
    ],
  ],
  'queue growing': [
    [
      'not started',
      `${ONE}; a posts no 100 times; all report; all report`,
      ['warning 100: 100 messages wait at b in /top: it was never started.'],
    ],
    ['not long', `${ONE}; a posts no 100 times; 800 ms pass; b listens; b starts`, []],
    ['not many', `${ONE}; a posts no 99 times; all report; all report`, []],
  ],
  'lost with its realm': [
    [
      'waiting',
      `${TWO}; top makes a—b; x posts take with b; a posts one; a posts two; frame ends; all report`,
      ['warning 2: 2 messages to b in /frame had not been taken when /frame went away: lost with it.'],
    ],
    ['all taken', `${TWO}; top makes a—b; x posts take with b; b starts; a posts one; frame ends; all report`, []],
    [
      'it had left',
      `${TWO}; top makes a—b; x posts take with b; a posts one; y posts back with b; frame ends; all report`,
      [],
    ],
    ['not heard of all yet', `${TWO}; top makes a—b; x posts take with b; a posts one; frame ends`, []],
  ],
  'posting into a realm that is gone': [
    [
      'posted later',
      `${TWO}; frame ends; 30 ms pass; x posts one; x posts two; all report`,
      ['error 2: 2 messages posted to y in /frame after /frame was gone: nobody will get them.'],
    ],
    [
      'posted later than others',
      `${TWO}; x posts zero; y posts stop; frame ends; 30 ms pass; x posts one; all report`,
      ['error 1: 1 message posted to y in /frame after /frame was gone: nobody will get them.'],
    ],
  ],
};

describe.each(Object.entries(CASES))('%s', (_kind, cases) => {
  test.each(cases)('%s', (_title, script, said) => expect(say(script)).toEqual(said));
});
