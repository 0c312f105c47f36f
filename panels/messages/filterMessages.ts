import type { Message } from '../../src/model';
import { isTouchedBy, type Selection } from '../selection';
import { searchText, timeOf } from './messageTexts';

/** The messages that are rows: those that touch the selection and contain the text (case does not matter), by time. */
export function filterMessages(messages: readonly Message[], selection: Selection | null, text: string): Message[] {
  const wanted = text.trim().toLowerCase();
  const rows = messages.filter(
    (message) =>
      (selection === null || isTouchedBy(message, selection)) &&
      (wanted === '' || searchText(message).includes(wanted)),
  );
  // Nearly sorted already (batches of different realms overlap a little), which the engine's sort makes use of.
  return rows.sort((a, b) => timeOf(a) - timeOf(b));
}
