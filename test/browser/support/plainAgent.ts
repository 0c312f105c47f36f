import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { nameHandshake, NO_SECRET, readBatch, type AgentRecord, type RecordedValue } from '../../../src/protocol';

/** A record without what differs from run to run. `value` is the text of its value, or why there is none. */
export type PlainRecord = { readonly kind: string; readonly [field: string]: unknown };

/** The built agent in a page, with a relay of the test's instead of the extension. */
export type PlainAgent = {
  /**
   * Runs the body of an async function in the page.
   * @returns what the agent said since the last time.
   */
  play(body: string): Promise<PlainRecord[]>;
  /** Asks for a sweep where the realm can, and waits until it has ended. Gives what `play` gives. */
  sweep(): Promise<PlainRecord[]>;
  /** What it said when it started. */
  readonly started: PlainRecord;
};

/** What the relay in the page gives to the test. */
type FakeRelay = { batches: string[]; ask(command: object): void; onBatch: (() => void) | null };

/**
 * Puts the agent into a page that has loaded, as if it came first.
 * @param url of a page that does no messaging of its own.
 * @param before a script that the page has run by then.
 */
export async function startPlainAgent(page: Page, url: string, before = ''): Promise<PlainAgent> {
  await page.goto(url);
  await page.evaluate(before);
  return startPlainAgentIn(page.mainFrame());
}

/** Puts the agent into one frame of a page that has loaded, as if it came first. */
export async function startPlainAgentIn(frame: Frame): Promise<PlainAgent> {
  const agent = await readFile(join(__dirname, '../../../dist/chrome/page.js'), 'utf8');
  await frame.evaluate(installFakeRelay, nameHandshake(NO_SECRET));
  await frame.evaluate(agent);
  const [started] = await readRecords(frame);
  if (started?.kind !== 'realm-started') throw new Error('The agent did not start');
  return {
    started,
    async play(body) {
      await frame.evaluate(`(async () => { ${body} })()`);
      return readRecords(frame);
    },
    async sweep() {
      await frame.evaluate(async () => {
        const { fakeRelay } = globalThis as unknown as { fakeRelay: FakeRelay };
        fakeRelay.ask({ kind: 'sweep' });
        while (!fakeRelay.batches.some((text) => text.includes('"isLast":true'))) {
          await new Promise<void>((resolve) => (fakeRelay.onBatch = resolve));
        }
      });
      return readRecords(frame);
    },
  };
}

/** The relay's side of src/protocol/handshake.ts, made of natives that the agent has not changed yet. Runs in the page. */
function installFakeRelay({ relayEvent, agentEvent }: ReturnType<typeof nameHandshake>): void {
  const { port1, port2 } = new MessageChannel();
  const post = port1.postMessage.bind(port1);
  const relay: FakeRelay = { batches: [], ask: (command) => post(JSON.stringify(command)), onBatch: null };
  port1.onmessage = ({ data }: MessageEvent<string>) => {
    relay.batches.push(data);
    // Only so much is sent before some of it is acknowledged.
    const n = Number(/"n":(\d+)/.exec(data)?.[1]);
    relay.ask({ kind: 'ack', n });
    relay.onBatch?.();
  };
  document.fonts.addEventListener(agentEvent, () =>
    document.fonts.dispatchEvent(
      new MessageEvent(relayEvent, {
        data: JSON.stringify({ lastWords: 'last words', token: 'token' }),
        ports: [port2],
        cancelable: true,
      }),
    ),
  );
  Object.assign(globalThis, { fakeRelay: relay });
}

/** Asks the agent to report, which it does after all that it has noticed, and takes everything. */
async function readRecords(frame: Frame): Promise<PlainRecord[]> {
  const texts = await frame.evaluate(async () => {
    const { fakeRelay } = globalThis as unknown as { fakeRelay: FakeRelay };
    const reported = new Promise<void>((resolve) => {
      fakeRelay.onBatch = () => fakeRelay.batches.at(-1)?.includes('"kind":"alive"') === true && resolve();
    });
    fakeRelay.ask({ kind: 'report' });
    await reported;
    return fakeRelay.batches.splice(0);
  });
  return texts.flatMap(readRecordsOf).filter(({ kind }) => kind !== 'alive' && kind !== 'stack');
}

function readRecordsOf(text: string): PlainRecord[] {
  const batch = readBatch(text);
  if ('refused' in batch) throw new Error(batch.refused);
  return batch.records.map(toPlain);
}

function toPlain(record: AgentRecord): PlainRecord {
  const fields = Object.entries(record).filter(([field]) => field !== 'at' && field !== 'stack');
  return Object.fromEntries(
    fields.map(([field, value]) => [field, field === 'value' ? tellValue(value) : value]),
  ) as PlainRecord;
}

/** The text of a value, or why there is none. */
function tellValue(value: RecordedValue): string {
  return 'text' in value ? value.text : value.absent;
}
