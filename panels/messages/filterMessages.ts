import type { Message } from '../../src/model';
import { isTouchedBy, type Selection } from '../selection';
import { searchText } from './messageTexts';

/** The messages that are shown: those that touch the selection and contain the text (case does not matter). */
export function filterMessages(messages: readonly Message[], selection: Selection | null, text: string): Message[] {
  const wanted = text.trim().toLowerCase();
  return messages.filter(
    (message) =>
      (selection === null || isTouchedBy(message, selection)) &&
      (wanted === '' || searchText(message).includes(wanted)),
  );
}

/**
 * How many messages a list of rows stands for: a broadcast counts once, however many got it, and a call of a window's
 * `postMessage` of which nothing else was seen not at all (see `totalsOf`).
 */
export function countMessages(rows: readonly Message[]): number {
  const posts = new Set<Message['post']>();
  let count = 0;
  for (const { post, delivery } of rows) {
    if (post === null) count += 1;
    else if (!posts.has(post) && (delivery !== null || post.window?.isSeen !== false)) {
      if (post.rows.length > 1) posts.add(post);
      count += 1;
    }
  }
  return count;
}
