import type { PanelDriver } from '../../support/browsers/types';

/** A row of the message table, as its user reads it. */
export type Row = {
  from: string;
  fromPort: number | null;
  to: string;
  toPort: number | null;
  via: string;
  summary: string;
  state: string;
  /** As shown; `–` where it is not known. */
  latency: string;
  /** Says how it was measured, or why it is not known. */
  latencyNote: string;
};

/** A port of the graph, by its accessible name. */
export type GraphPort = { id: number; holder: string; state: string; queue: string };

/** The Channels panel, driven and read as a person would: buttons, rows, the graph. */
export type ChannelsPanel = ReturnType<typeof createChannelsPanel>;

/** Wraps a driver in the verbs of the panel. */
export function createChannelsPanel(driver: PanelDriver) {
  return {
    driver,

    press: (action: string) => driver.click(`[data-action="${action}"]`),

    counter: (name: string) =>
      driver.evaluate(
        (css: string) => Number(document.querySelector(css)?.textContent?.replace(/\D/g, '')),
        `[data-counter="${name}"]`,
      ),

    waitForCounter: (name: string, count: number) =>
      driver.waitFor(
        (css: string, wanted: number) =>
          Number(document.querySelector(css)?.textContent?.replace(/\D/g, '')) === wanted,
        `[data-counter="${name}"]`,
        count,
      ),

    /** Waits until the table has so many rows, and reads all of them by scrolling through it. */
    async readRows(count: number): Promise<Row[]> {
      await driver.waitFor(
        (wanted: number) =>
          Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) === wanted + 1,
        count,
      );
      return driver.evaluate(readTable);
    },

    /** The ports of the graph, once as many are drawn as are counted. */
    async readPorts(): Promise<GraphPort[]> {
      await driver.waitFor(() => {
        const drawn = document.querySelectorAll('[data-port]').length;
        const counted = Number(document.querySelector('[data-counter="ports"]')?.textContent?.replace(/\D/g, ''));
        return drawn === counted;
      });
      return driver.evaluate(() =>
        [...document.querySelectorAll('[data-port]')].map((port) => {
          const name = port.getAttribute('aria-label') ?? '';
          const [, holder = '', rest = ''] = /^port \d+ in (\S+|a realm that was not seen), (.*)$/.exec(name) ?? [];
          const [state = '', queue = ''] = rest.split(', ');
          return { id: Number(port.getAttribute('data-port')), holder, state, queue };
        }),
      );
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
        via: (cell('type')?.firstChild?.textContent ?? '').trim(),
        summary: text(cell('summary')),
        state: row.getAttribute('data-state') ?? '',
        latency: text(cell('latency')),
        latencyNote: cell('latency')?.getAttribute('title') ?? '',
      });
    }
  };
  const count = Number(grid.getAttribute('aria-rowcount')) - 1;
  scroller.scrollTop = 0;
  for (
    let position = 0;
    rows.size < count && position <= scroller.scrollHeight;
    position += scroller.clientHeight / 2
  ) {
    scroller.scrollTop = position;
    await frame();
    await frame();
    collect();
  }
  return [...rows].sort(([one], [other]) => one - other).map(([, row]) => row);
}
