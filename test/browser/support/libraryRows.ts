import type { Row } from '../../e2e/support/channelsPanel';

/** Random ids as libraries make them, quoted as in a summary. */
const RANDOM_ID = /'[\da-f]+(?:-[\da-f]+){3,}'/g;

/** A call, and the messages that answer it. */
export type Call = { call: Row; answers: Row[] };

/** A realm of the libraries' scenes: `page`, or the file of the worker or frame. */
export const nameRealm = (label: string): string =>
  label.startsWith('/libraries.html') ? 'page' : label.slice(label.lastIndexOf('/') + 1);

/** Rows as lines. Ports get letters and random ids get numbers, in the order in which they come. */
export function writeRows(rows: readonly Row[]): string[] {
  const ports: number[] = [];
  const ids: string[] = [];
  const placeOf = <Item>(items: Item[], item: Item): number => {
    if (!items.includes(item)) items.push(item);
    return items.indexOf(item);
  };
  const writeEnd = (realm: string, port: number | null): string =>
    `${nameRealm(realm)}${port === null ? '' : `:${String.fromCharCode(65 + placeOf(ports, port))}`}`;
  return rows.map(({ from, fromPort, to, toPort, via, summary, state }) => {
    const value = summary.replace(RANDOM_ID, (id) => String(placeOf(ids, id) + 1));
    return `${writeEnd(from, fromPort)} → ${writeEnd(to, toPort)}  ${via}  ${value}  ${state}`;
  });
}

/**
 * Finds the calls among the rows, and their answers by the id.
 * @param call finds the id in the summary of a call
 * @param answer finds it in the summary of an answer
 */
export function readCalls(rows: readonly Row[], call: RegExp, answer: RegExp): Call[] {
  const idOf = ({ summary }: Row, pattern: RegExp) => pattern.exec(summary)?.[1];
  return rows
    .filter((row) => idOf(row, call) !== undefined)
    .map((row) => ({ call: row, answers: rows.filter((other) => idOf(other, answer) === idOf(row, call)) }));
}
