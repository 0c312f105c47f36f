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
