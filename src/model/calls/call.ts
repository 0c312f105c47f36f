import type { Handle, Message, Realm } from '../types';

/** How a call was told. by id: the page's own way; answers with the `id` of a message came back before. */
export type Protocol = 'JSON-RPC' | 'Comlink' | 'penpal' | 'by id';

/** A request, and the message that answered it. */
export type Call = {
  protocol: Protocol;
  /** What was called, as the protocol names it; null: it does not. */
  method: string | null;
  request: Message;
  /** null: none came so far. */
  answer: Message | null;
};

/** What one value says of calls. id: as JSON text, with the name of its field. */
export type Reading = { protocol: Protocol; role: 'request' | 'answer' | 'either'; id: string; method: string | null };

/**
 * Requests that wait for an answer, by id and oldest first. guessed: those that are told by an id alone; how many such
 * messages there were, and how many were answered, says whether they are requests at all.
 */
export type Waiting = {
  calls: Map<string, Call>;
  guessed: Map<string, Call>;
  guesses: { seen: number; answered: number };
};

/**
 * Calls over one object of one realm, as that realm's agent told them: a port's handle, a worker, or the windows at one
 * place. What one agent tells is in order, so nothing here depends on whose records came first.
 */
export type Conversation = {
  teller: Realm;
  /** The port's object; null: not over a port. */
  handle: Handle | null;
  /** The worker that is talked to; null: none. */
  worker: Realm | null;
  /** Requests that went out here, and requests that came in. */
  asked: Waiting;
  owed: Waiting;
};

/** All conversations in which anything looked like a call. */
export type Calls = {
  byHandle: Map<Handle, Conversation>;
  /** By the realm that tells of it, and the id of the worker or the place of the window that it talks to. */
  byPartner: Map<Realm, Map<string, Conversation>>;
  /** What was called, each name once: a text of its own for every call would cost as much as the call. */
  methods: Map<string, string>;
};

/** Nobody called anybody yet. */
export function createCalls(): Calls {
  return { byHandle: new Map(), byPartner: new Map(), methods: new Map() };
}
