/** What is asked of an agent, from the panel or from the relay on the way down. */
export type AgentCommand =
  /** Everything up to and including batch n has been taken: forget it. */
  | { kind: 'ack'; n: number }
  /** The way up was broken or is new: send again all that is not acknowledged. */
  | { kind: 'resume' }
  /** Say that you are there, after all that was noticed so far. */
  | { kind: 'report' }
  /** Record messages, or pause. */
  | { kind: 'record'; on: boolean }
  /** Nobody inspects this page any more: undo every patch and fall silent. */
  | { kind: 'undo' };

/**
 * Reads a command that came down as text.
 * @returns the command, or null if the text is not one.
 */
export function readCommand(parsed: unknown): AgentCommand | null {
  if (typeof parsed !== 'object' || parsed === null) return null;
  const command = parsed as { kind?: unknown; n?: unknown; on?: unknown };
  if (command.kind === 'ack' && typeof command.n === 'number') return { kind: 'ack', n: command.n };
  if (command.kind === 'resume' || command.kind === 'report' || command.kind === 'undo') return { kind: command.kind };
  if (command.kind === 'record' && typeof command.on === 'boolean') return { kind: 'record', on: command.on };
  return null;
}
