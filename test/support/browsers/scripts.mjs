// @ts-check
/** Code that is sent to a page, as text. */

/** @typedef {import('./types').Json} Json */

/** Milliseconds that `waitFor` waits at most. */
export const PATIENCE = 20_000;

/**
 * @param {string | Function} script an expression, or a function to call
 * @param {readonly Json[]} args
 * @returns {string} an expression
 */
function toExpression(script, args) {
  if (typeof script === 'string') return `(${script}\n)`;
  return `(${script})(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;
}

/**
 * @param {string | Function} script
 * @param {readonly Json[]} args
 * @returns {string} an expression for a promise of the result as JSON, or undefined where JSON has nothing for it
 */
export const toEvaluation = (script, args) => `(async () => JSON.stringify(await ${toExpression(script, args)}))()`;

/**
 * @param {string | Function} script
 * @param {readonly Json[]} args
 * @returns {string} the same, but of the first truthy result
 */
export function toWaiting(script, args) {
  const expression = toExpression(script, args);
  // Looks again on a timer: no single event tells of every state, and a frame is not drawn while nobody sees it.
  return `new Promise((resolve, reject) => {
    const deadline = performance.now() + ${PATIENCE};
    const look = async () => {
      let found, last;
      try { last = JSON.stringify(found = await ${expression}); } catch (error) { last = String(error); }
      if (found) resolve(last);
      else if (performance.now() < deadline) setTimeout(look, 20);
      else reject(new Error('waited in vain for ' + ${JSON.stringify(expression)} + '; its last answer: ' + last));
    };
    void look();
  })`;
}

/** @param {string | undefined} text JSON @returns {any} */
export const fromJson = (text) => (text === undefined ? undefined : JSON.parse(text));

/** @param {string} key `Shift+Tab` @returns {string[]} the keys to hold, and last the one to press */
export function splitKey(key) {
  // `+` itself is a key too.
  const keys = key.split(/(?<=.)\+/);
  return keys;
}

/** Text of an element, for `evaluate`. @param {string} css */
export function readText(css) {
  const element = document.querySelector(css);
  if (element === null) throw new Error(`no element matches ${css}`);
  return element instanceof HTMLElement ? element.innerText : (element.textContent ?? '');
}
