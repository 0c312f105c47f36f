import type { StackRef } from './types';

/**
 * What is known of a call stack. `not told yet`: ask the agent for it (the command `tell-stack`). `gone`: the agent kept
 * it no longer, or could not take it without running code of the page.
 */
export type Stack = { state: 'not taken' | 'not told yet' | 'gone' } | { state: 'told'; text: string };

/**
 * The call stack of a post or a listener.
 * @param ref null: none was taken.
 */
export function stackOf(ref: StackRef | null): Stack {
  if (ref === null) return { state: 'not taken' };
  const text = ref.realm.stacks.get(ref.id);
  if (text === undefined) return { state: 'not told yet' };
  return text === null ? { state: 'gone' } : { state: 'told', text };
}
