import type { BroadcastGroup, Channel, Message, Port, Realm } from '../types';

/** What can be wrong with the messaging of a page, or with what is known of it. */
export type DiagnosticKind =
  /** Callbacks listen on a port whose queue nobody started. */
  | 'listening without start'
  | 'posting to a closed port'
  | 'posting to a transferred port'
  | 'posting into a realm that is gone'
  | 'messageerror'
  /** The native call threw, most often a `DataCloneError`. */
  | 'post failed'
  /** A port was sent away and nobody took it: its message was lost, or it arrived and nothing was ever done with it. */
  | 'nobody took the port'
  /** Never closed, and garbage: nothing can use it any more. */
  | 'never closed'
  | 'queue growing'
  | 'lost with its realm'
  | 'no answer'
  /** It was transferred while messages were on their way to it; they travel along. */
  | 'transferred with its queue'
  /** Two things that were seen cannot both be true: some joining or pairing is wrong. */
  | 'contradiction';

/** What a diagnostic is about: the place to go to. */
export type Subject =
  | { kind: 'realm'; realm: Realm }
  | { kind: 'port'; port: Port }
  | { kind: 'channel'; channel: Channel }
  | { kind: 'group'; group: BroadcastGroup };

/** One thing that is, or may be, wrong: the same thing is told once, with how often it happened. */
export type Diagnostic = {
  /** The same for the same thing as long as the model lives. */
  id: string;
  kind: DiagnosticKind;
  /** error: a message or port is lost. warning: it may be meant, but most often is not. info: good to know. */
  level: 'error' | 'warning' | 'info';
  subject: Subject;
  /** What happened, and what to do about it: a sentence each. */
  sentence: string;
  advice: string;
  /** How often it happened: messages, or ports where `messages` is empty. */
  count: number;
  /** The messages behind it: the first ones, at most MOST_MESSAGES. */
  messages: readonly Message[];
  /** When it happened first, in milliseconds since 1970; null: not known. */
  since: number | null;
};

/** More messages than this are counted, not kept, for one diagnostic. */
export const MOST_MESSAGES = 100;
