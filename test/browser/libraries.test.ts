/** Programs written with real libraries are in the panel: their channels, their calls, and the answers to them. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import type { ChannelsPanel, Row } from '../e2e/support/channelsPanel';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { nameRealm, readCalls, writeRows, type Call } from './support/libraryRows';
import { openRecordedPage } from './support/openRecordedPage';
import type { Playground } from './support/playPages';

/** In ms, after which a scene is given up; they take less than a second. */
const PATIENCE = 15_000;

/** How many calls that go through the windows arrive in the scene of a frame. */
const COMLINK_CALLS = 15;

const readComlink = (rows: Row[]) => readCalls(rows, /^\{id: '([^']+)', type: '\w+'/, /^\{type: .*\bid: '([^']+)'\}$/);
const readPenpal = (rows: Row[]) => readCalls(rows, /type: 'CALL', id: '([^']+)'/, /type: 'REPLY', callId: '([^']+)'/);

/** Whether every call has one answer, and one that matches is among them. */
const isAnswered = (calls: Call[], wanted = /./) =>
  calls.some(({ call }) => wanted.test(call.summary)) && calls.every(({ answers }) => answers.length === 1);

describe.each(browsersUnderTest())('libraries in %s', (kind) => {
  let playground: Playground;
  let page: Page;
  let panel: ChannelsPanel;

  beforeAll(async () => {
    ({ playground, page, panel } = await openRecordedPage(kind));
  });
  afterAll(() => playground?.close());

  /** Plays one scene of a fresh page, and gives the rows of the table once they say enough. */
  async function play(scene: string, isComplete: (rows: Row[]) => boolean): Promise<Row[]> {
    await page.goto(playground.server.urlOf('libraries.html'));
    const played = await page.evaluate(`transparency.play(${PATIENCE}, ${JSON.stringify(scene)})`);
    expect(JSON.parse(played as string).faults).toEqual({});
    return panel.waitForRows(isComplete);
  }

  const hasRows = (count: number) => (rows: Row[]) => rows.length === count;

  test('Comlink: a call of a worker, and its callbacks by a port of their own', async () => {
    const rows = await play('comlink / callbacks of a worker', hasRows(14));
    expect(writeRows(rows.slice(0, 8))).toEqual([
      `page → comlinkPeer.js  worker  {id: 1, type: 'APPLY', path: Array(1), argumentList: Array(2)}  unseen`,
      `comlinkPeer.js:A → page:B  port  {id: 2, type: 'APPLY', path: Array(0), argumentList: Array(1)}  delivered`,
      `page:B → comlinkPeer.js:A  port  {type: 'RAW', value: 'answer 0', id: 2}  unseen`,
      `comlinkPeer.js:A → page:B  port  {id: 3, type: 'APPLY', path: Array(0), argumentList: Array(1)}  delivered`,
      `page:B → comlinkPeer.js:A  port  {type: 'RAW', value: 'answer 1', id: 3}  unseen`,
      `comlinkPeer.js:A → page:B  port  {id: 4, type: 'APPLY', path: Array(0), argumentList: Array(1)}  delivered`,
      `page:B → comlinkPeer.js:A  port  {type: 'RAW', value: 'answer 2', id: 4}  unseen`,
      `comlinkPeer.js → page  worker  {type: 'RAW', value: Array(3), id: 1}  delivered`,
    ]);
  });

  test('Comlink: every call on a channel, with its answer on the way back', async () => {
    const isSettled = ({ state }: Row) => state === 'delivered' || state === 'failed';
    const rows = await play(
      'comlink / a channel in one page',
      (all) => isAnswered(readComlink(all), /type: 'RELEASE'/) && all.every(isSettled),
    );
    const failed = rows.filter(({ state }) => state === 'failed');
    expect(failed.map(({ summary }) => summary)).toEqual(Array(2).fill('object not sent: DataCloneError'));
    const calls = readComlink(rows);
    expect(new Set(calls.map(({ call }) => /type: '(\w+)'/.exec(call.summary)?.[1]))).toEqual(
      new Set(['APPLY', 'GET', 'CONSTRUCT', 'SET', 'RELEASE']),
    );
    expect(calls.map(({ call, answers }) => [call.toPort, call.fromPort, answers.length])).toEqual(
      calls.map(({ answers: [answer] }) => [answer?.fromPort, answer?.toPort, 1]),
    );
  });

  test('Comlink: every call of a frame, and its answer, in the windows where they arrive', async () => {
    const readWindows = (rows: Row[]) =>
      readComlink(rows.filter(({ via, state }) => via === 'window' && state === 'delivered'));
    const rows = await play(
      'comlink / a frame',
      (all) => readWindows(all).length === COMLINK_CALLS && isAnswered(readWindows(all)),
    );
    expect(readWindows(rows).map(({ call, answers }) => [call, ...answers].map(({ to }) => nameRealm(to)))).toEqual(
      Array(COMLINK_CALLS).fill(['comlinkFrame.html', 'page']),
    );
  });

  test('penpal: the handshake with a frame by the windows, the calls by a port', async () => {
    const pick = (all: Row[], type: string) =>
      all.filter(({ summary }) => summary.includes(`type: '${type}'`) && summary.includes('channel: undefined'));
    // The two windows are heard of one after the other, in either order.
    const rows = await play('penpal / a frame', (all) =>
      ['SYN', 'ACK1', 'ACK2', 'CALL', 'REPLY', 'DESTROY'].every((type) => pick(all, type).length > 0),
    );
    const ofType = (type: string) => pick(rows, type);
    expect(new Set([...ofType('SYN'), ...ofType('ACK1'), ...ofType('ACK2')].map(({ via }) => via))).toEqual(
      new Set(['window']),
    );
    expect(ofType('ACK1')).toHaveLength(1);
    expect(ofType('ACK2')).toHaveLength(1);
    expect(new Set([...ofType('CALL'), ...ofType('REPLY')].map(({ via }) => via))).toEqual(new Set(['port']));
  });

  test('penpal: every call on a port, with its answer, but for the one that is never given', async () => {
    const isDone = ({ summary, state }: Row) => summary.includes(`'DESTROY'`) && state === 'delivered';
    const rows = await play('penpal / a port in one page', (all) => all.some(isDone));
    const calls = readPenpal(rows);
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter(({ answers }) => answers.length !== 1)).toHaveLength(1);
    expect(rows.filter(({ state }) => state !== 'delivered').map(({ summary }) => summary)).toEqual([
      'object not sent: DataCloneError',
    ]);
  });

  test('penpal: the handshake with a worker, and the calls on the port that it hands over', async () => {
    const rows = await play('penpal / a worker', (all) => all.some(({ summary }) => summary.includes(`'DESTROY'`)));
    const calls = readPenpal(rows);
    const [first] = calls;
    const lines = writeRows([first?.call, first?.answers[0]].filter((row) => row !== undefined));
    // Who leads the handshake makes the channel, by lot; one that is made in the worker has an end that was not seen.
    expect(lines.map((line) => line.replace(/penpalPeer\.js|not known/, 'there'))).toEqual([
      `page:A → there:B  port  {namespace: 'penpal', channel: undefined, type: 'CALL', id: 1, methodPath: Array(1), args: Array(2)}  unseen`,
      `there:B → page:A  port  {namespace: 'penpal', channel: undefined, type: 'REPLY', callId: 1, value: 5}  delivered`,
    ]);
    const handshake = rows.filter(({ via, summary }) => via === 'worker' && summary.includes(`type: 'ACK`));
    expect(handshake.map(({ summary }) => /'(ACK.)'/.exec(summary)?.[1]).sort()).toEqual(['ACK1', 'ACK2']);
  });

  test('scheduler: a message that says nothing for each time it goes on', async () => {
    const isDelivered = ({ state }: Row) => state === 'delivered';
    await play('scheduler / a long task', hasRows(0));
    await panel.showNoise(true);
    const rows = await panel.waitForRows((all) => all.length > 1 && all.every(isDelivered));
    await panel.showNoise(false);
    // How often it yields is the scheduler's to decide.
    expect(rows.length).toBeGreaterThan(1);
    expect(writeRows(rows)).toEqual(Array(rows.length).fill('page:A → page:B  port  null  delivered'));
  });

  test('workerpool: calls, events and results', async () => {
    expect(writeRows(await play('workerpool / events', hasRows(8)))).toEqual([
      `workerpoolPeer.js → page  worker  'ready'  delivered`,
      `page → workerpoolPeer.js  worker  {id: 1, method: 'count', params: Array(1)}  unseen`,
      ...Array<string>(3).fill(`workerpoolPeer.js → page  worker  {id: 1, isEvent: true, payload: {…}}  delivered`),
      `workerpoolPeer.js → page  worker  {id: 1, result: 'counted', error: null}  delivered`,
      `page → workerpoolPeer.js  worker  {id: 2, method: 'whoAmI', params: undefined}  unseen`,
      `workerpoolPeer.js → page  worker  {id: 2, result: 'workerpool’s worker', error: null}  delivered`,
    ]);
  });

  test('workerpool: a port that is sent along, and what comes on it', async () => {
    const rows = await play('workerpool / transfers', hasRows(10));
    // What comes first of a port and a worker is not promised.
    expect(writeRows(rows.slice(7)).sort()).toEqual([
      `page → workerpoolPeer.js  worker  {id: 4, method: 'answerOn', params: Array(1)}  unseen`,
      `workerpoolPeer.js → page  worker  {id: 4, result: undefined, error: null}  delivered`,
      `workerpoolPeer.js:A → page:B  port  'from the other side'  delivered`,
    ]);
  });
});
