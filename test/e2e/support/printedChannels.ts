import type { ChannelsPanel } from './channelsPanel';

/** A port as the panel's "Copy as text" tells it. */
export type PrintedPort = {
  id: number;
  /** The realms it has been in, the present one last, without their numbers. */
  journey: string[];
  state: string;
  /** The least sure of the joinings on its way; null: it has not moved. */
  evidence: string | null;
};

/** The channels of the panel, as its "Copy as text" tells them. */
export async function readPrintedChannels(panel: ChannelsPanel): Promise<[PrintedPort, PrintedPort][]> {
  const lines = (await readPrint(panel)).split('\n').filter((line) => /^ +channel \d+: /.test(line));
  return lines.map((line) => {
    const [one = '', other = ''] = line.split(' — ');
    return [parsePort(one), parsePort(other)];
  });
}

/** All of that text. */
export const readPrint = (panel: ChannelsPanel): Promise<string> =>
  panel.driver.evaluate(() => (globalThis as unknown as { portscopePrint(): string }).portscopePrint());

function parsePort(text: string): PrintedPort {
  const [, id, holder = '', notes = ''] = /port (\d+) in (?:R\d+ )?(.*?) \[([^\]]*)\]/.exec(text) ?? [];
  const [, journey, evidence = null] = /came (.*), (observed|swept|inferred|unknown)/.exec(notes) ?? [];
  const stops = journey?.split(' → ').map((stop) => stop.replace(/^R\d+ /, '')) ?? [holder];
  return { id: Number(id), journey: stops, state: notes.split(',')[0] ?? '', evidence };
}
