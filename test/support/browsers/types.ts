import type { Page } from 'puppeteer-core';

/** What a driver can be asked to drive; Chrome and Edge are driven as Chromium. */
export type BrowserKind = 'chromium' | 'firefox';

export type LaunchOptions = {
  /** Folder of the unpacked extension; null starts the browser without one. */
  extensionDir: string | null;
  /** The program, if not the first of its kind that is found. */
  executablePath?: string;
  /** Theme of DevTools. Default: light. */
  theme?: 'light' | 'dark';
  /** Without a window. Default: true. */
  isHeadless?: boolean;
  /** Where DevTools stand: a window of their own (the default), or below the page. */
  dock?: 'window' | 'bottom';
  /** Size of windows in CSS pixels. Default: 1400 × 900. */
  size?: { width: number; height: number };
  /** More arguments for the program. */
  args?: string[];
  /** Firefox preferences. */
  prefs?: Record<string, string | number | boolean>;
};

/** Values that cross to a page and back. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Code for a page: an expression, or a function that uses nothing but its arguments. It may give a promise. */
export type Script<Args extends readonly Json[], Result> = string | ((...args: Args) => Result | Promise<Result>);

/** A real panel in real DevTools. What it gives back travels as JSON. */
export type PanelDriver = {
  /** @throws {Error} with what the code threw. */
  evaluate<Result, Args extends readonly Json[]>(script: Script<Args, Result>, ...args: Args): Promise<Result>;
  /**
   * Waits until the code gives something truthy, and gives that. Code that throws is asked again.
   * @throws {Error} after 20 seconds, with the code and its last answer.
   */
  waitFor<Result, Args extends readonly Json[]>(script: Script<Args, Result>, ...args: Args): Promise<Result>;
  /** Clicks in the middle of the first element that matches, with real input. */
  click(css: string): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  /** Presses a key by its DOM name, perhaps with modifiers: `Enter`, `Shift+Tab`, `Control+f`. */
  press(key: string): Promise<void>;
  /** Visible text of the first element that matches. @throws {Error} if there is none. */
  text(css: string): Promise<string>;
  /** A PNG of the panel alone. @param path where to write it, if anywhere. */
  screenshot(path?: string): Promise<Uint8Array>;
  /** A PNG of the whole of DevTools with the panel in it. */
  screenshotDevTools(path?: string): Promise<Uint8Array>;
  /** Closes the DevTools that hold the panel, and waits until they are gone. */
  closeDevTools(): Promise<void>;
};

/** Open DevTools of one page. */
export type DevToolsDriver = {
  /** Selects the Channels tab, as its user would, and waits for the panel's document. */
  showChannels(): Promise<PanelDriver>;
  close(): Promise<void>;
};

/** One running browser with a profile of its own, which `close` removes. */
export type BrowserDriver = {
  kind: BrowserKind;
  /** As the browser says it. */
  version: string;
  /** Internal name of the installed extension's origin: `chrome-extension://…` or `moz-extension://…`, or null. */
  extensionOrigin: string | null;
  /** Opens a tab and waits until the page has loaded. */
  openPage(url: string): Promise<Page>;
  /** Opens DevTools on a page without showing our panel. */
  openDevTools(page: Page): Promise<DevToolsDriver>;
  /** Opens DevTools on a page and shows the Channels panel. */
  openChannelsPanel(page: Page): Promise<PanelDriver>;
  /** Has the garbage of a page and its frames collected, as happens by itself now and then. */
  collectGarbage(page: Page): Promise<void>;
  /** Waits until the extension's background (service worker or event page) runs, and kills it. */
  stopBackground(): Promise<void>;
  isBackgroundRunning(): Promise<boolean>;
  /** Waits until the extension has scripts registered for pages to come, or has none any more. */
  waitForInjection(isOn: boolean): Promise<void>;
  /** Lets the extension see every site. Chromium has granted that when it installed it, so there is nothing to do. */
  grantHostPermission(): Promise<void>;
  /** Takes that back, as its user can. */
  revokeHostPermission(): Promise<void>;
  /** Keeps the extension from file:// pages, as Chromium's user can (and as it is until allowed). Firefox: nothing. */
  denyFileAccess(): Promise<void>;
  /** Messages with which the browser complained about the extension's manifest. */
  readManifestWarnings(): Promise<string[]>;
  /** Resolves when the browser has ended, whoever ended it. */
  ended: Promise<void>;
  close(): Promise<void>;
};
