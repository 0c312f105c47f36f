import browser from 'webextension-polyfill';
import { keepOpen, linkOverPort, type LastingLink } from '../src/link';
import { PANEL_PORT, type FromPanel, type ToPanel } from '../src/protocol';
import type { OpenSource } from './sessionTypes';

/** What the panel needs of the browser. Everything else in panels/ runs in any page. */
export type Connection = {
  /** onGone: there will never be a way again, because the extension was reloaded or removed. */
  link(onOpen: () => void, onGone: () => void): LastingLink<FromPanel, ToPanel>;
  reloadPage(): void;
  /** null: this browser lets no extension lead to a source. */
  openSource: OpenSource | null;
  readonly theme: 'light' | 'dark';
  onThemeChanged(listener: (theme: 'light' | 'dark') => void): void;
};

/** Connects to the tab that this DevTools window inspects. */
export function createConnection(): Connection {
  const { inspectedWindow, panels } = browser.devtools;
  const name = PANEL_PORT + String(inspectedWindow.tabId);
  return {
    link: (onOpen, onGone) => keepOpen(() => linkOverPort(browser.runtime.connect({ name })), onOpen, onGone),
    reloadPage: () => void inspectedWindow.reload(),
    openSource: openSourceIn(panels as SourceOpener),
    theme: themeOf(panels.themeName),
    onThemeChanged: (listener) => {
      const { onThemeChanged, setThemeChangeHandler } = panels as ThemeEvents;
      // Firefox has the event, Chrome a handler.
      if (onThemeChanged !== undefined) onThemeChanged.addListener((theme) => listener(themeOf(theme)));
      else setThemeChangeHandler?.((theme) => listener(themeOf(theme)));
    },
  };
}

/** What Chrome alone has. Lines and columns count from 0 there. */
type SourceOpener = {
  openResource?: (url: string, line: number, column: number, told: (answer?: { isError?: boolean }) => void) => void;
};

function openSourceIn(panels: SourceOpener): OpenSource | null {
  if (panels.openResource === undefined) return null;
  return (url, line, column) =>
    new Promise((resolve) =>
      panels.openResource?.(url, line - 1, column - 1, (answer) => resolve(answer?.isError !== true)),
    );
}

type ThemeEvents = {
  onThemeChanged?: { addListener(listener: (theme: string) => void): void };
  setThemeChangeHandler?: (listener: (theme: string) => void) => void;
};

function themeOf(name: string): 'light' | 'dark' {
  return name === 'dark' ? 'dark' : 'light';
}
