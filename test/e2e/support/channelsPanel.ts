import type { PanelDriver } from '../../support/browsers/types';

/** A row of the message table, as its user reads it. */
export type Row = {
  from: string;
  fromPort: number | null;
  to: string;
  toPort: number | null;
  via: string;
  /** The tool whose noise it is, by its tag; null: the page's own. */
  noise: string | null;
  summary: string;
  state: string;
  /** As shown; `–` where it is not known. */
  latency: string;
  /** Says how it was measured, or why it is not known. */
  latencyNote: string;
};

/** A port of the graph, by its accessible name. */
export type GraphPort = { id: number; holder: string; state: string; queue: string };

/** An entry of the list of diagnostics, as its reader sees it. */
export type ReadDiagnostic = { level: string; sentence: string; advice: string; count: number };

/** How long the table may take to say what it should, in ms: far longer than it ever does. */
const PATIENCE = 20_000;

/** The Channels panel, driven and read as a person would: buttons, rows, the graph. */
export type ChannelsPanel = ReturnType<typeof createChannelsPanel>;

/** Wraps a driver in the verbs of the panel. */
export function createChannelsPanel(driver: PanelDriver) {
  /** @returns whether the setting is on. */
  const openSetting = async (name: string): Promise<boolean> => {
    await driver.click('[data-action="settings"]');
    const state = await driver.waitFor((css: string) => {
      const box = document.querySelector<HTMLInputElement>(css);
      return box === null ? '' : box.checked ? 'on' : 'off';
    }, `[data-setting="${name}"]`);
    return state === 'on';
  };
  const closeSettings = async (): Promise<void> => {
    await driver.press('Escape');
    await driver.waitFor(() => document.querySelector('[role="dialog"]') === null);
  };
  return {
    driver,

    press: (action: string) => driver.click(`[data-action="${action}"]`),

    /** What is shown, where the counter says how much of what. */
    counter: (name: string) =>
      driver.evaluate(
        (css: string) => Number(/[\d,]+/.exec(document.querySelector(css)?.textContent ?? '')?.[0].replaceAll(',', '')),
        `[data-counter="${name}"]`,
      ),

    waitForCounter: (name: string, count: number) =>
      driver.waitFor(
        (css: string, wanted: number) =>
          Number(/[\d,]+/.exec(document.querySelector(css)?.textContent ?? '')?.[0].replaceAll(',', '')) === wanted,
        `[data-counter="${name}"]`,
        count,
      ),

    /** Reads every row of the table, by scrolling through it. */
    readRows: (): Promise<Row[]> => driver.evaluate(readTable),

    /**
     * Reads the table until it says what it should: what was sent is on its way for a moment, and a transfer that is
     * inferred waits for every realm to report. If it never does, what it said last is given.
     */
    async waitForRows(isComplete: (rows: Row[]) => boolean): Promise<Row[]> {
      const deadline = Date.now() + PATIENCE;
      for (;;) {
        const rows = await driver.evaluate(readTable);
        if (isComplete(rows) || Date.now() > deadline) return rows;
      }
    },

    /** The ports of the graph, once as many are drawn as are counted. */
    async readPorts(): Promise<GraphPort[]> {
      await driver.waitFor(() => {
        const drawn = document.querySelectorAll('[data-port]').length;
        const counter = document.querySelector('[data-counter="ports"]')?.textContent ?? '';
        return drawn === Number(/[\d,]+/.exec(counter)?.[0].replaceAll(',', ''));
      });
      return driver.evaluate(() =>
        [...document.querySelectorAll('[data-port]')].map((port) => {
          const name = port.getAttribute('aria-label') ?? '';
          const [, holder = '', rest = ''] = /^port \d+ in (\S+|a realm that was not seen), (.*)$/.exec(name) ?? [];
          const [state = '', ...others] = rest.split(', ');
          const queue = others.find((words) => words.endsWith(' queued')) ?? '';
          return { id: Number(port.getAttribute('data-port')), holder, state, queue };
        }),
      );
    },

    /** Opens the detail of the row with that value, by mouse. */
    async openRow(summary: string): Promise<void> {
      const id = await driver.waitFor((wanted: string) => {
        const cells = [...document.querySelectorAll('[data-message] [data-cell="summary"]')];
        return (
          cells.find((cell) => cell.lastElementChild?.textContent?.trim() === wanted)?.closest('[data-message]')?.id ??
          ''
        );
      }, summary);
      await driver.click(`#${id}`);
    },

    /** The whole text of the open detail. */
    readDetail: () => driver.waitFor(() => document.querySelector('.detail')?.textContent),

    /** Shows or hides the noise, by its button, which must be there. */
    async showNoise(isShown: boolean): Promise<void> {
      const css = '[data-action="noise"]';
      const isPressed = await driver.waitFor(
        (it: string) => document.querySelector(it)?.getAttribute('aria-pressed'),
        css,
      );
      if (isPressed !== String(isShown)) await driver.click(css);
    },

    /** Reads a setting in the pane below the gear, and closes the pane. */
    async readSetting(name: string): Promise<boolean> {
      const isOn = await openSetting(name);
      await closeSettings();
      return isOn;
    },

    /** Ticks or unticks a setting, and closes the pane. */
    async changeSetting(name: string, isOn: boolean): Promise<void> {
      const css = `[data-setting="${name}"]`;
      if ((await openSetting(name)) !== isOn) await driver.click(css);
      await driver.waitFor(
        (it: string, wanted: boolean) => document.querySelector<HTMLInputElement>(it)?.checked === wanted,
        css,
        isOn,
      );
      await closeSettings();
    },

    /** Opens the list of diagnostics by its badge, with all of them in it. */
    async openDiagnostics(): Promise<void> {
      const badge = '[data-action="diagnostics"]';
      const isOpen = await driver.waitFor((css: string) => document.querySelector(css)?.ariaExpanded, badge);
      if (isOpen !== 'true') await driver.click(badge);
      const narrowing = await driver.waitFor((css: string) => {
        const list = document.querySelector(css);
        return list && (list.querySelector('[data-narrowing]')?.getAttribute('data-narrowing') ?? 'false');
      }, '#diagnostics-list');
      if (narrowing === 'true') await driver.click('[data-action="narrow"]');
    },

    /** What the list of diagnostics says, from top to bottom. Empty: it says that nothing is wrong. */
    readDiagnostics: (): Promise<ReadDiagnostic[]> => driver.evaluate(readDiagnostics),

    /** Reads the open list until a sentence is in it; if it never is, what it said last is given. */
    async waitForDiagnostic(sentence: string | RegExp): Promise<ReadDiagnostic[]> {
      const deadline = Date.now() + PATIENCE;
      for (;;) {
        const entries = await driver.evaluate(readDiagnostics);
        const isThere = entries.some((entry) =>
          typeof sentence === 'string' ? entry.sentence === sentence : sentence.test(entry.sentence),
        );
        if (isThere || Date.now() > deadline) return entries;
      }
    },

    /** What the badge says: `3 errors, 1 warning`. */
    readBadge: () =>
      driver.waitFor(() => document.querySelector('[data-action="diagnostics"]')?.getAttribute('aria-label')),

    /** One fact of the open detail, by its name, with the note below it. */
    readFact: (name: string) =>
      driver.waitFor((css: string) => document.querySelector(css)?.textContent, `.detail [data-fact="${name}"] dd`),

    /** The frames of the stack in the open detail, `name place` each, once the page has told them. */
    readStack: (): Promise<string[]> =>
      driver.waitFor(() => {
        const stack = document.querySelector('[data-section="Posted from"] [data-stack="frames"]');
        if (stack === null) return null;
        return [...stack.querySelectorAll('li')].map((frame) =>
          [...frame.children].map((part) => part.textContent?.trim()).join(' '),
        );
      }) as Promise<string[]>,

    /** The listeners in the open detail, by how they were added. */
    readListeners: (): Promise<string[]> =>
      driver.evaluate(() =>
        [...document.querySelectorAll('[data-section="listeners"] [data-listener] code')].map(
          (how) => how.textContent ?? '',
        ),
      ),

    /** Boxes of the graph that are no frames and lines that are no channels, by their accessible names. */
    readFlows: (): Promise<string[]> =>
      driver.evaluate(() =>
        [...document.querySelectorAll('[data-flow]')].map((line) => line.getAttribute('aria-label') ?? ''),
      ),
    readBoxes: (): Promise<string[]> =>
      driver.evaluate(() =>
        [...document.querySelectorAll('.graph [data-kind]')].map((box) => box.getAttribute('aria-label') ?? ''),
      ),

    /** Selects the edge between two ports, by keyboard. */
    async selectChannelOf(one: number, other: number): Promise<void> {
      const css = await driver.waitFor(
        (first: string, second: string) => {
          const edges = [...document.querySelectorAll('[data-channel]')];
          const edge = edges.find((it) => {
            const name = ` ${it.getAttribute('aria-label')},`.replace(/[—–,]/g, ' ');
            return name.includes(` ${first} `) && name.includes(` ${second} `);
          });
          (edge as HTMLElement | undefined)?.focus();
          return edge === undefined ? '' : `[data-channel="${edge.getAttribute('data-channel')}"]`;
        },
        `port ${one}`,
        `port ${other}`,
      );
      await driver.waitFor((it: string) => document.activeElement?.matches(it), css);
      await driver.press('Enter');
    },

    /** The port with that number, once it is in that realm and state. */
    waitForPort: (id: number, holder: string, state: string) =>
      driver.waitFor(
        (css: string, start: string) => document.querySelector(css)?.getAttribute('aria-label')?.startsWith(start),
        `[data-port="${id}"]`,
        `port ${id} in ${holder}, ${state}`,
      ),
  };
}

/** Runs in the panel: reads the entries of the list of diagnostics. */
function readDiagnostics(): ReadDiagnostic[] {
  return [...document.querySelectorAll('#diagnostics-list [data-diagnostic]')].map((entry) => {
    const text = (css: string) => entry.querySelector(css)?.textContent?.trim() ?? '';
    return {
      level: entry.getAttribute('data-level') ?? '',
      sentence: text('.diagnostic-sentence'),
      advice: text('.diagnostic-advice'),
      count: Number(/[\d,]+/.exec(text('.diagnostic-count'))?.[0].replaceAll(',', '') ?? 1),
    };
  });
}

/** Runs in the panel: scrolls the table from top to bottom and gives every row once. */
async function readTable(): Promise<Row[]> {
  const grid = document.querySelector('[role="grid"]') as HTMLElement;
  const scroller = [grid, ...grid.querySelectorAll<HTMLElement>('*')].find((element) =>
    /auto|scroll/.test(getComputedStyle(element).overflowY),
  ) as HTMLElement;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const text = (cell: Element | null | undefined) => cell?.textContent?.trim() ?? '';
  const portOf = (end: Element | undefined) => {
    const port = end?.querySelector('.end-port');
    return port ? Number(port.textContent) : null;
  };
  const rows = new Map<number, Row>();
  const collect = (): void => {
    for (const row of grid.querySelectorAll('[data-message]')) {
      const cell = (name: string) => row.querySelector(`[data-cell="${name}"]`);
      const [from, to] = row.querySelectorAll('.end');
      rows.set(Number(row.getAttribute('aria-rowindex')), {
        from: text(from?.querySelector('.end-realm')),
        fromPort: portOf(from),
        to: text(to?.querySelector('.end-realm')),
        toPort: portOf(to),
        via: text(cell('type')?.querySelector('.via')),
        noise: text(cell('summary')?.querySelector('.noise-tag')) || null,
        summary: text(cell('summary')?.lastElementChild),
        state: row.getAttribute('data-state') ?? '',
        latency: text(cell('latency')),
        latencyNote: cell('latency')?.getAttribute('title') ?? '',
      });
    }
  };
  const count = (): number => Number(grid.getAttribute('aria-rowcount')) - 1;
  const passes = 5;
  for (let pass = 0; pass < passes && rows.size < count(); pass += 1) {
    for (let position = 0; position <= scroller.scrollHeight; position += scroller.clientHeight / 2) {
      scroller.scrollTop = position;
      await frame();
      await frame();
      collect();
    }
  }
  return [...rows].sort(([one], [other]) => one - other).map(([, row]) => row);
}
