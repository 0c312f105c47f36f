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
  // To be mended in src/agent.
  {
    points: 'tells / text by another realm’s toString',
    why: 'a realm’s agent does not know the proxies of its neighbours until the two have met',
  },
  {
    points: 'tells / functions borrowed from a frame that is removed',
    only: 'chromium',
    why: 'Blink ties a stored callback to the realm that stored it, which is our trap’s: the trampoline of design section 3',
  },
  {
    points: 'stored callbacks / outlive the frame: addEventListener',
    only: 'chromium',
    why: 'the same',
  },
  {
    points: 'stored callbacks / outlive the frame: the handler, a message on a port',
    only: 'chromium',
    why: 'the same',
  },
  // To stay, as far as is known.
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
