import { jest } from '@jest/globals';
import { render, type VNode } from 'preact';
import { act } from 'preact/test-utils';
// In a document the worker file offers a stand-in with a worker's interface: the same library, the same layouts.
import { Worker as LayoutWorker } from 'elkjs/lib/elk-worker.min.js';
import { App } from '../../../panels/App';
import type { FakeSession } from './fakeSession';

/** What jsdom lacks. Elements are as large as the stage is told; nothing is painted. */
function prepareDocument(width: number, height: number): void {
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => width });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => height });
  HTMLCanvasElement.prototype.getContext = (() => null) as typeof HTMLCanvasElement.prototype.getContext;
  globalThis.ResizeObserver = class {
    observe = jest.fn();
    unobserve = jest.fn();
    disconnect = jest.fn();
  };
  globalThis.matchMedia = ((query: string) => ({ matches: false, media: query })) as typeof globalThis.matchMedia;
  globalThis.CSS = { ...globalThis.CSS, escape: (text: string) => text.replace(/["\\]/g, '\\$&') };
}

/** The panel in a document, and what a person does with it. */
export type Stage = {
  all(selector: string): Element[];
  /** @throws if nothing matches */
  one(selector: string): Element;
  text(selector: string): string;
  /** A whole click, with the pointer events before it. */
  click(selector: string): Promise<void>;
  key(selector: string, key: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  /** Waits until the graph has places. */
  graphIsLaidOut(): Promise<void>;
  settle(): Promise<void>;
};

type Size = { width: number; height: number };

/** Shows the panel over a session, in a window of a given size. */
export async function showPanel(session: FakeSession, size: Size = { width: 1_200, height: 300 }): Promise<Stage> {
  const startWorker = () => Object.assign(new LayoutWorker(), { terminate: () => undefined }) as unknown as Worker;
  const { stage } = await showView(<App session={session} theme="light" startLayoutWorker={startWorker} />, size);
  return stage;
}

/**
 * Shows one view by itself.
 * @returns the stage, and how the view is shown again with other data.
 */
export async function showView(
  view: VNode,
  size: Size = { width: 400, height: 300 },
): Promise<{ stage: Stage; show(next: VNode): Promise<void> }> {
  prepareDocument(size.width, size.height);
  document.body.innerHTML = '<div id="root"></div>';
  const root = document.getElementById('root') as HTMLElement;
  /** Effects run, then the frame in which a change of the session is drawn. */
  const settle = () =>
    act(async () => {
      await new Promise((done) => requestAnimationFrame(done));
    });
  const show = async (next: VNode) => {
    await act(() => render(next, root));
    await settle();
  };
  await show(view);

  const one = (selector: string): Element => {
    const found = root.querySelector(selector);
    if (found === null) throw new Error(`Nothing matches ${selector}`);
    return found;
  };
  const send = async (selector: string, ...events: Event[]) => {
    const target = one(selector);
    await act(() => events.forEach((event) => void target.dispatchEvent(event)));
    await settle();
  };
  const stage: Stage = {
    one,
    settle,
    all: (selector) => [...root.querySelectorAll(selector)],
    text: (selector) => one(selector).textContent ?? '',
    click: (selector) =>
      send(
        selector,
        new MouseEvent('pointerdown', { bubbles: true, button: 0 }),
        new MouseEvent('click', { bubbles: true, button: 0 }),
      ),
    key: (selector, key) => send(selector, new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
    type: async (selector, text) => {
      (one(selector) as HTMLInputElement).value = text;
      await send(selector, new Event('input', { bubbles: true }));
    },
    graphIsLaidOut: async () => {
      while (root.querySelector('[data-laid-out="true"]') === null) await settle();
    },
  };
  return { stage, show };
}
