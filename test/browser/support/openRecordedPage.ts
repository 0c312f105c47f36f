import type { Page } from 'puppeteer-core';
import { createChannelsPanel, type ChannelsPanel } from '../../e2e/support/channelsPanel';
import type { BrowserKind } from '../../support/browsers/types';
import { openPlayground, type Playground } from './playPages';

/** A page with the panel on it, in a browser of its own. */
export type RecordedPage = { playground: Playground; page: Page; panel: ChannelsPanel };

/** Opens an empty page and the panel on it: what it loads from then on is recorded from the first script. */
export async function openRecordedPage(kind: BrowserKind): Promise<RecordedPage> {
  const playground = await openPlayground(kind);
  const { browser } = playground;
  const page = await browser.openPage('about:blank');
  const panel = createChannelsPanel(await browser.openChannelsPanel(page));
  await browser.waitForInjection(true);
  return { playground, page, panel };
}
