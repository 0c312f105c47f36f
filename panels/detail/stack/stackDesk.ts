import type { StackRef } from '../../../src/model';
import type { OpenSource, Session } from '../../sessionTypes';

/** What the view of a stack needs of the outside. */
export type StackDesk = {
  /** Whether stacks are taken at all, and how to begin with it. */
  areTaken: boolean;
  take(): void;
  /** Asks for the text of a stack. @returns false if nobody is there to answer. */
  ask(stack: StackRef): boolean;
  open: OpenSource | null;
  /** Frames of scripts from here are our own. */
  ownOrigin: string;
};

/** The desk of a session. */
export function stackDeskOf(session: Session): StackDesk {
  return {
    areTaken: session.isTakingStacks,
    take: () => session.setTakingStacks(true),
    ask: (stack) => session.tellStack(stack),
    open: session.openSource,
    ownOrigin: location.origin,
  };
}
