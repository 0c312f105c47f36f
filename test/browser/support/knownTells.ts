import type { BrowserKind } from '../../support/browsers/types';

/** A point at which a page that looks for us can tell, and why. */
export type KnownTell = {
  /** The scene's name, or the scene's and the point's; all points whose names begin so. */
  points: string;
  /** Where it can tell; both browsers if absent. */
  only?: BrowserKind;
  why: string;
};

/**
 * Every point that is known to differ. The suite fails if one of them no longer does: then its line goes, and the point
 * counts like any other. What stays here for good belongs into the docs for users.
 */
export const KNOWN_TELLS: readonly KnownTell[] = [
  {
    points: 'stored callbacks / outlive the frame: prototypes exchanged, removed after: addEventListener',
    only: 'chromium',
    why: 'a callback that was given the prototype of another window’s functions is taken for one of that window’s',
  },
  {
    points: 'stored callbacks / outlive the frame: prototypes exchanged, gone elsewhere after: addEventListener',
    only: 'chromium',
    why: 'the same',
  },
  {
    points:
      'stored callbacks / outlive the frame: prototypes exchanged, removed after: the handler, a message on a port',
    only: 'chromium',
    why: 'the same',
  },
  {
    points:
      'stored callbacks / outlive the frame: prototypes exchanged, gone elsewhere after: the handler, a message on a port',
    only: 'chromium',
    why: 'the same',
  },
  {
    points: 'stored callbacks / what is asked of a callback when it is stored: by ',
    only: 'chromium',
    why: 'whose a callback is, its prototype tells, and for that a proxy is asked; only where windows can reach each other',
  },
  {
    points: 'stored callbacks / what is asked of a callback when it is stored: of its prototype',
    only: 'chromium',
    why: 'the same',
  },
  {
    points: 'shared workers / a shared worker: its port',
    only: 'chromium',
    why: 'V8 names an object in a message by its constructor, but not if that is a proxy',
  },
  {
    points: 'tells / text by another realm’s toString',
    only: 'firefox',
    why: 'agents of neighbouring realms meet some ms after the realm began; in Chromium they do so before',
  },
  {
    points: 'tells / traps of a proxy as transfer list: a list',
    why: 'a proxy cannot be told from an array or an object without asking it; only its traps notice',
  },
  {
    points: 'tells / traps of a proxy as transfer list: options',
    why: 'the same',
  },
  {
    points: 'tells / stacks: of ',
    why: 'an exception thrown through a trap has the trap’s frame in its stack',
  },
  {
    points: 'tells / stacks: in a getter of ',
    why: 'a getter that the native call runs is called below our trap',
  },
  {
    points: 'tells / who called, as sloppy functions are told',
    why: 'the caller of such a getter is Reflect.apply, by which the native is called; nothing of ours is reached',
  },
  {
    points: 'tells / errors that nobody catches: as window.onerror hears them',
    why: 'the script from which the native was called is the agent’s',
  },
  {
    points: 'tells / workers under a policy',
    why: 'the browser names the script that made the worker, and that is the agent’s',
  },
  {
    points: 'tells / functions as values and in messages of errors: a method is cloned',
    only: 'firefox',
    why: 'Firefox says “Proxy object” where a function cannot be cloned',
  },
  {
    points: 'tells / functions as values and in messages of errors: a constructor is posted',
    only: 'firefox',
    why: 'the same',
  },
  {
    points: 'comlink / a channel in one page: where its listener was added',
    only: 'firefox',
    why: 'while a page is debugged, stacks taken in a listener go on with the call that added it, which is our trap’s',
  },
  {
    points: 'tells / order of the window’s own keys',
    only: 'firefox',
    why: 'Firefox makes globals when they are first used, and their order shows which the agent used',
  },
];

/** Those of the points that are known to differ in a browser. */
export function findKnownTells(kind: BrowserKind, points: readonly string[]): string[] {
  const tells = KNOWN_TELLS.filter(({ only }) => only === undefined || only === kind);
  return points.filter((point) => tells.some((tell) => point.startsWith(tell.points)));
}
