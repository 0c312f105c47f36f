// @ts-check
/**
 * Real browsers with a real extension in real DevTools, for tests and for the demo, which plain Node runs: hence
 * JavaScript. The verbs are the same for both and described in types.ts.
 */
import { ensureBrowser } from '../findBrowser.mjs';
import { launchChromium } from './launchChromium.mjs';
import { launchFirefox } from './launchFirefox.mjs';

/**
 * @param {import('./types').BrowserKind} kind
 * @param {import('./types').LaunchOptions} options
 * @returns {Promise<import('./types').BrowserDriver>}
 */
export function launchBrowser(kind, options) {
  const launch = kind === 'firefox' ? launchFirefox : launchChromium;
  return launch({
    theme: 'light',
    isHeadless: true,
    dock: 'window',
    size: { width: 1400, height: 900 },
    args: [],
    prefs: {},
    executablePath: options.executablePath ?? ensureBrowser(kind).path,
    ...options,
  });
}

/**
 * The browsers that this run of the tests is for: `npm test -- --browser=…` names one.
 * @returns {import('./types').BrowserKind[]}
 */
export function browsersUnderTest() {
  const named = process.env.PORTSCOPE_BROWSERS?.split(',') ?? ['chromium', 'firefox'];
  return named.map((name) => (name === 'firefox' ? 'firefox' : 'chromium'));
}
