/** What went wrong, in sentences: each kind where it should speak, and where it nearly should. */
import { describe, expect, test } from '@jest/globals';
import { diagnosticsOf, type DiagnosticKind, type Model } from '../../../src/model';
import { mixedModelOfWorld } from '../../support/modelOfWorld';
import { playScript } from '../../support/playScript';
import type { World } from '../../support/world';

/** Two realms, and a channel with one end in each, both started. */
const TWO = `
  realms top frame
  top makes x—y; y goes to frame; y starts; x starts; y posts hello; all report`;

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
  for (const [place, { name }] of world.owners) {
    const [realm = '', handle] = place.split(' ');
    const port = model.realms.get(realm)?.handles.get(Number(handle))?.port;
    if (port !== undefined) names.set(`port ${port.id}`, name);
  }
  return diagnosticsOf(model).map(
    ({ level, sentence, count }) =>
      `${level} ${count}: ${sentence.replace(/#\d+/g, '#0').replace(/port \d+/g, (port) => names.get(port) ?? port)}`,
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
    [
      'that arrived',
      `${TWO}; top makes a—b; x posts take with b; top posts hello by handle 4`,
      ['error 1: 1 message posted on b in /top after it was transferred: lost; it is in /frame now.'],
    ],
    ['that is at home', `${TWO}; top makes a—b; b starts; a posts hello; b posts back`, []],
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
      ['error 1: 1 message posted to y in /frame after /frame was gone: nobody will get it.'],
    ],
  ],
  'nobody took the port': [
    [
      'posted to a closed port',
      `${ONE}; top makes c—d; b closes; a posts take with d`,
      [
        'error 1: d was sent away from /top in a message that was posted to a port that is closed: nobody will get it.',
        'error 1: 1 message posted to b in /top after it was closed: lost.',
      ],
    ],
    [
      'lost with a realm',
      `${TWO}; top makes a—b; y posts stop; frame ends; 30 ms pass; x posts take with b; all report`,
      [
        'error 1: b was sent away from /top in a message that was lost with its receiver’s realm: nobody will get it.',
        'error 1: 1 message posted to y in /frame after /frame was gone: nobody will get it.',
      ],
    ],
    [
      'unused, and messages wait',
      `${TWO}; top makes a—b; x posts take with b; a posts one; 5001 ms pass; all report`,
      ['warning 1: b in /frame arrived and nothing was done with it: 1 message waits there.'],
    ],
    [
      'unused, and garbage',
      `${TWO}; top makes a—b; x posts take with b; b is garbage; all report`,
      ['warning 1: b in /frame arrived and was never used: it is garbage now.'],
    ],
    [
      'unused, but not for long',
      `${TWO}; top makes a—b; x posts take with b; a posts one; 3900 ms pass; all report`,
      [],
    ],
    ['unused, and nothing waits', `${TWO}; top makes a—b; x posts take with b; 9000 ms pass; all report`, []],
    ['listened to', `${TWO}; top makes a—b; x posts take with b; b starts; a posts one; 9000 ms pass; all report`, []],
    ['on its way', `${ONE}; top makes c—d; a posts take with d`, []],
  ],
  'never closed': [
    [
      'both ends',
      `${ONE}; a is garbage; b is garbage; all report`,
      ['info 2: 2 ports in /top were never closed, and nothing can use them any more.'],
    ],
    [
      'and still posted to',
      `${ONE}; b is garbage; a posts one; all report`,
      [
        'warning 1: 1 message posted to b in /top, which was never closed and is garbage: nobody will get it.',
        'info 1: 1 port in /top was never closed, and nothing can use it any more.',
      ],
    ],
    ['closed', `${ONE}; a closes; a is garbage; b is garbage; all report`, []],
    ['transferred', `${TWO}; top makes a—b; x posts take with b; b starts; handle 4 of top is garbage; all report`, []],
    [
      'perhaps transferred, unseen',
      `realms top frame; top makes a—b; b goes to frame unseen; handle 2 of top is garbage; all report`,
      [],
    ],
  ],
  'transferred with its queue': [
    [
      'waiting when it left',
      `${TWO}; top makes a—b; a posts one; a posts two; x posts take with b; b starts`,
      ['info 2: 2 messages were on the way to b when it moved from /top to /frame: they travel along.'],
    ],
    ['taken before', `${TWO}; top makes a—b; b starts; a posts one; x posts take with b; b starts`, []],
    ['posted later', `${TWO}; top makes a—b; x posts take with b; a posts one; b starts`, []],
  ],
  'no answer': [
    [
      'for long',
      `${TWO}; x posts {"jsonrpc":"2.0","id":1,"method":"save"}; 10001 ms pass; all report`,
      ['warning 1: 1 request (save) posted on x in /top got no answer in 10 s (JSON-RPC).'],
    ],
    [
      'the other end closed',
      `${TWO}; x posts {"jsonrpc":"2.0","id":1,"method":"save"}; y closes`,
      [
        'warning 1: 1 request (save) posted on x in /top got no answer and never will: the other end is gone (JSON-RPC).',
      ],
    ],
    ['not long yet', `${TWO}; x posts {"jsonrpc":"2.0","id":1,"method":"save"}; 8000 ms pass; all report`, []],
    [
      'answered',
      `${TWO}; x posts {"jsonrpc":"2.0","id":1,"method":"save"}; y posts {"jsonrpc":"2.0","id":1,"result":1}; 20000 ms pass; all report`,
      [],
    ],
    [
      'answered with another id',
      `${TWO}; x posts {"jsonrpc":"2.0","id":1,"method":"save"}; y posts {"jsonrpc":"2.0","id":"1","result":1}; 20000 ms pass; all report`,
      ['warning 1: 1 request (save) posted on x in /top got no answer in 10 s (JSON-RPC).'],
    ],
    ['a notification', `${TWO}; x posts {"jsonrpc":"2.0","method":"saved"}; 20000 ms pass; all report`, []],
    [
      'the caller closed',
      `${TWO}; x posts {"jsonrpc":"2.0","id":1,"method":"save"}; x closes; 20000 ms pass; all report`,
      [],
    ],
  ],
  contradiction: [
    [
      'a message that was never posted',
      `${TWO}; x posts one; x posts two; frame forgets its last record; x posts three; all report`,
      [
        'warning 1: 1 message that reached y differs from what was posted on x in its place, from message #0 on: which is which is not known there.',
      ],
    ],
    ['all as posted', `${TWO}; x posts one; x posts two; x posts three; all report`, []],
  ],
};

describe.each(Object.entries(CASES))('%s', (_kind, cases) => {
  test.each(cases)('%s', (_title, script, said) => expect(say(script)).toEqual(said));
});
