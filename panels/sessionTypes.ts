import type { Message, Model, StackRef } from '../src/model';
import type { Refusal } from '../src/protocol';

/** How things stand between the panel and the inspected page. */
export type Status = {
  state: 'connecting' | 'attached' | 'refused';
  /** Set when refused: why, and what the browser said. */
  reason?: Refusal;
  detail?: string;
  /** The page was loaded before DevTools: what happened until then was not recorded. */
  isLate: boolean;
  /** The way to the background is open. While it is not, nothing new arrives (and nothing is lost: agents keep it). */
  isConnected: boolean;
};

/**
 * Shows a place of a source: line and column from 1.
 * @returns whether DevTools know that source.
 */
export type OpenSource = (url: string, line: number, column: number) => Promise<boolean>;

/** All that the views know of the outside. Written by session.ts; read by App and by the tests' stand-in. */
export type Session = {
  /** Changed in place; its `version` rises. */
  readonly model: Model;
  /** Called at most once a turn after the model, the status or a setting changed. Returns its undo. */
  subscribe(listener: () => void): () => void;
  readonly status: Status;
  readonly isRecording: boolean;
  setRecording(on: boolean): void;
  readonly isLogPreserved: boolean;
  setLogPreserved(on: boolean): void;
  /** Call stacks of posts and listeners are taken; off until asked for, since it costs the page time. Remembered. */
  readonly isTakingStacks: boolean;
  setTakingStacks(on: boolean): void;
  /**
   * Asks for the text of a stack; `stackOf` has it once the agent told.
   * @returns false if nobody is there to tell.
   */
  tellStack(stack: StackRef): boolean;
  /** Messages of tools in the browser are shown among the page's own. Remembered. */
  readonly isNoiseShown: boolean;
  setNoiseShown(on: boolean): void;
  /** Leads to a source in DevTools; null: this browser lets no extension do it. */
  readonly openSource: OpenSource | null;
  clear(): void;
  reloadPage(): void;
  /** Opens the page on which the user can give access to sites; once given, the page is attached to. */
  requestPermission(): void;
  /** Each message newly posted or delivered, for the pulses of the graph. Returns its undo. */
  onMessage?(listener: (message: Message) => void): () => void;
};
