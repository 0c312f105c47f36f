import { FAILURES, type FailureRow } from './failureTable';

/** Why a post failed. cause: stable, for telling one failure from another. */
export type Explanation = { cause: string; why: string; advice: string };

/** What Chromium puts before what went wrong. */
const PREFIX = /^Failed to execute 'postMessage' on '\w+': /;

/** A function's source can be very long; what matters stands at its beginning and its end. UTF-16 units. */
const MOST_TEXT = 2_000;

/** Explains an exception of `postMessage` by its name and text, as browsers write it. */
export function explainFailure({ name, message }: { name: string; message: string }): Explanation {
  const said = message.replace(PREFIX, '');
  const text = said.length > MOST_TEXT ? said.slice(0, MOST_TEXT / 2) + said.slice(-MOST_TEXT / 2) : said;
  for (const row of FAILURES) {
    const found = row.name === null || row.name === name ? row.text.exec(text) : null;
    if (found !== null) return fillIn(row, found);
  }
  if (name === 'DataCloneError') return { cause: 'cannot be cloned', why: 'the value cannot be cloned', advice: LOOK };
  return {
    cause: 'thrown by the page',
    why: `${name === '' ? 'something' : name.slice(0, MOST_NAME)} was thrown while the value was read`,
    advice:
      'A getter of the value threw, or the arguments do not fit: look at the text of the exception, and post a plain ' +
      'copy without accessors.',
  };
}

const LOOK = 'Look for functions, proxies, DOM nodes or ports without a transfer list in it, and post a plain copy.';

/** A page can name its exceptions as it likes. */
const MOST_NAME = 60;

function fillIn({ cause, why, advice }: FailureRow, groups: readonly (string | undefined)[]): Explanation {
  return {
    cause,
    why: why.replace(/\$(\d)/g, (_, n: string) => (groups[Number(n)] ?? '').slice(0, MOST_NAME)),
    advice,
  };
}
