import type { Diagnostic, Message, Model, Port, Subject } from '../../../src/model';

/** A diagnostic with all that a test does not care for filled in. */
export function diagnose(change: Partial<Diagnostic> & Pick<Diagnostic, 'subject'>): Diagnostic {
  const { level = 'error', sentence = `A ${level} on a ${change.subject.kind}.` } = change;
  return {
    id: sentence,
    kind: 'post failed',
    level,
    sentence,
    advice: 'Do it the other way.',
    count: 1,
    messages: [],
    since: null,
    ...change,
  };
}

/** A port of the model, and everything that was posted on it. */
export function portAt(model: Model, id: number): Subject & { kind: 'port' } & { posts: Message[] } {
  const port = model.ports.get(id) as Port;
  return { kind: 'port', port, posts: port.handles.flatMap(({ posts }) => posts) };
}
