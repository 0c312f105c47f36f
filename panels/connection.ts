import browser from 'webextension-polyfill';
import { keepOpen, linkOverPort, type LastingLink } from '../src/link';
import { PANEL_PORT, type FromPanel, type ToPanel } from '../src/protocol';

/** What the panel needs of the browser. Everything else in panels/ runs in any page. */
export type Connection = {
  /** onGone: there will never be a way again, because the extension was reloaded or removed. */
  link(onOpen: () => void, onGone: () => void): LastingLink<FromPanel, ToPanel>;
  reloadPage(): void;
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
    theme: themeOf(panels.themeName),
    onThemeChanged: (listener) => {
      const { onThemeChanged, setThemeChangeHandler } = panels as ThemeEvents;
      // Firefox has the event, Chrome a handler.
      if (onThemeChanged !== undefined) onThemeChanged.addListener((theme) => listener(themeOf(theme)));
      else setThemeChangeHandler?.((theme) => listener(themeOf(theme)));
    },
  };
}

type ThemeEvents = {
  onThemeChanged?: { addListener(listener: (theme: string) => void): void };
  setThemeChangeHandler?: (listener: (theme: string) => void) => void;
};

function themeOf(name: string): 'light' | 'dark' {
  return name === 'dark' ? 'dark' : 'light';
}
