import type { BaseContext } from './context';
import type { Mask, Masks } from './masks';
import type { AnyFunction, Call, Trap } from './observe';
import type { SearchWindows } from './searchWindows';

/** A call of a window's `postMessage`, told to the realm of the code that made it. */
export type WindowCall = {
  /** The realm whose function was called, and which of its calls this is. */
  readonly realm: string;
  readonly call: number;
  /** That realm's window: meant where the function is called without a receiver. */
  readonly window: object;
};

/** What the agents of neighbouring realms do for each other. */
export type Neighbour = {
  /** Calls a native so that this realm is the incumbent one (HTML, 8.1.3.6). */
  readonly call: Call;
  /**
   * Gives the trap of this realm, to be called at once, that makes the call and notes it as posted from here; undefined
   * once the agent has been undone.
   */
  readonly noteWindowCall: (call: WindowCall) => Trap | undefined;
};

/** Finds the agents of other realms that same-origin code can reach. */
export type Neighbours = {
  /**
   * The agent of the realm, this one included, whose code called a function of ours; undefined where that is not told.
   * @param trap our function, which the page called.
   */
  findCaller(trap: AnyFunction): Neighbour | undefined;
  /**
   * How to call a native that stores a callback; undefined: from this realm. Blink ties a stored callback to the
   * incumbent realm and forgets it with that realm, so the call is made in the realm of the code that makes it, or, where
   * that is not told, in the callback's.
   */
  findCallFor(callback: unknown, trap: AnyFunction): Call | undefined;
  /** Meets the agents that were given the same token, and those that will be. */
  meet(token: string): void;
  /** Puts our listener (back) on the window. */
  arm(): void;
};

/** What an agent tells another about its realm. */
type Card = { neighbour: Neighbour; functionPrototype: object; objectPrototype: object; masks: readonly Mask[] };

/** Sent as the data of an event that only agents with the same token hear. */
type Greeting = { card: Card; answer(card: Card): void };

/** Prototypes looked at before a search for a realm gives up. */
const MOST_PROTOTYPES = 20;

/**
 * Lets the agents of neighbouring realms find each other, where same-origin code can reach from one realm into another.
 * They need it because the browser asks whose code is on top of the stack (the incumbent realm), and a trap of ours would
 * be the answer: a message gets that realm as its `event.source`, and in Chromium a callback dies with the realm that
 * stored it. So calls are made in the realm that the page's own code would have been.
 *
 * They meet by an event on the window, under a random name that only the relays of one extension know.
 */
export function createNeighbours(
  context: BaseContext,
  searchWindows: SearchWindows,
  masks: Masks,
  self: Neighbour,
): Neighbours {
  const { realm, primitives, dom, guard, stackReader } = context;
  const { getPrototypeOf, makeWeakMap } = primitives;
  const capturing = { __proto__: null, capture: true };
  const functionPrototype = realm.Function.prototype as object;
  const byPrototype = makeWeakMap<object, Neighbour>();
  const ownCard: Card = {
    neighbour: self,
    functionPrototype,
    objectPrototype: realm.Object.prototype,
    masks: masks.list,
  };
  byPrototype.set(functionPrototype, self);
  byPrototype.set(ownCard.objectPrototype, self);
  const tokens: string[] = [];
  let isAlone = true;

  const take = (card: Card): void => {
    isAlone = false;
    byPrototype.set(card.functionPrototype, card.neighbour);
    byPrototype.set(card.objectPrototype, card.neighbour);
    for (let i = 0; i < card.masks.length; i += 1) masks.learn(card.masks[i] as Mask);
  };

  const listener = (event: Event): void =>
    guard('meeting a neighbour', () => {
      const { card, answer } = dom.readers.data(event) as Greeting;
      if (card === ownCard) return;
      take(card);
      answer(ownCard);
    });

  const listen = (token: string): void => dom.addListener(realm, token, listener as never, capturing);

  const greet = (window: unknown, token: string): void => {
    try {
      dom.dispatch(window as Window, dom.makeMessageEvent(token, { card: ownCard, answer: take } satisfies Greeting));
    } catch {
      // A window of another origin.
    }
  };

  /** A running function's prototypes are those of its realm, unless the page gave it others. */
  const search = (object: object): Neighbour | undefined => {
    let prototype: object | null = object;
    try {
      for (let i = 0; i < MOST_PROTOTYPES && prototype !== null; i += 1) {
        prototype = getPrototypeOf(prototype) as object | null;
        const found: Neighbour | undefined = prototype === null ? undefined : byPrototype.get(prototype);
        if (found !== undefined) return found;
      }
    } catch {
      // A proxy that will not tell.
    }
    return undefined;
  };

  const findCaller: Neighbours['findCaller'] = (trap) => {
    const running = stackReader.findTopFunction(trap);
    if (running === null) return undefined;
    const found = search(running);
    // What `new` would give stands for the same realm, unless the page has exchanged the function's own prototype.
    const made = primitives.describe(running, 'prototype')?.value as unknown;
    const isSame = typeof made !== 'object' || made === null || search(made) === found;
    return isSame ? found : undefined;
  };

  return {
    findCaller,
    findCallFor(callback, trap) {
      if (isAlone || !stackReader.isBlink) return undefined;
      if (typeof callback !== 'function' && (typeof callback !== 'object' || callback === null)) return undefined;
      const owner = search(callback);
      if (owner === self) return undefined;
      const found = findCaller(trap) ?? owner;
      return found === self ? undefined : found?.call;
    },
    meet(token) {
      primitives.append(tokens, token);
      listen(token);
      searchWindows((window) => {
        if (window !== realm) greet(window, token);
        return false;
      });
    },
    arm() {
      for (let i = 0; i < tokens.length; i += 1) listen(tokens[i] as string);
    },
  };
}
