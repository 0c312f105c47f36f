/** What is asked of an agent, from the panel or from the relay on the way down. */
export type AgentCommand =
  /** Everything up to and including batch n has been taken: forget it. */
  | { kind: 'ack'; n: number }
  /** The way up was broken or is new: send again all that is not acknowledged. */
  | { kind: 'resume' }
  /** Say that you are there, after all that was noticed so far. */
  | { kind: 'report' }
  /** Find out which ports were transferred away unseen, and say so (`swept`). Ignored where that cannot be done. */
  | { kind: 'sweep' }
  /** Record messages, or pause. */
  | { kind: 'record'; on: boolean }
  /** Take call stacks of posts and listeners, or do not. */
  | { kind: 'stacks'; on: boolean }
  /** Tell the text of a stack, if it is still kept. */
  | { kind: 'tell-stack'; stack: number }
  /** From the relay: meet the agents of neighbouring realms, which are given the same token. */
  | { kind: 'meet'; token: string }
  /** Nobody inspects this page any more: undo every patch and fall silent. */
  | { kind: 'undo' };

/**
 * Reads a command that came down as text.
 * @returns the command, or null if the text is not one.
 */
export function readCommand(parsed: unknown): AgentCommand | null {
  if (typeof parsed !== 'object' || parsed === null) return null;
  const command = parsed as { [field: string]: unknown };
  if (command.kind === 'ack' && typeof command.n === 'number') return { kind: 'ack', n: command.n };
  switch (command.kind) {
    case 'resume':
    case 'report':
    case 'sweep':
    case 'undo':
      return { kind: command.kind };
  }
  if ((command.kind === 'record' || command.kind === 'stacks') && typeof command.on === 'boolean') {
    return { kind: command.kind, on: command.on };
  }
  if (command.kind === 'tell-stack' && typeof command.stack === 'number') {
    return { kind: 'tell-stack', stack: command.stack };
  }
  if (command.kind === 'meet' && typeof command.token === 'string') return { kind: 'meet', token: command.token };
  return null;
}
