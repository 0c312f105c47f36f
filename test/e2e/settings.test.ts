import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { createChannelsPanel } from './support/channelsPanel';
import { openDemoSession, type DemoSession } from './support/demoSession';

describe.each(browsersUnderTest())('the settings in %s', (kind) => {
  let demo: DemoSession;

  beforeAll(async () => {
    demo = await openDemoSession(kind);
  });
  afterAll(() => demo?.close());

  test('are there again when DevTools are closed and opened', async () => {
    expect(await demo.panel.readSetting('stacks')).toBe(false);
    await demo.panel.changeSetting('stacks', true);
    await demo.panel.driver.closeDevTools();
    const panel = createChannelsPanel(await demo.browser.openChannelsPanel(demo.page));
    expect(await panel.readSetting('stacks')).toBe(true);
  });
});
