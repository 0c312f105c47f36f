/**
 * The message table: a window of rows over any number of messages.
 *
 *   rowWindow.ts     which rows are drawn, and where; how a million rows fit a scroll bar
 *   columns.ts       the columns, which of them fit, how wide they are
 *   messageTexts.ts  what a row says, as text; also what the text filter searches
 *   filterMessages.ts  which messages are rows, in which order
 *   MessageTable.tsx the view; MessageRow and TableHead are its parts
 *   MessageLinks.tsx a short list of messages for other views
 */
export { isHeld } from './isHeld';
export { MessageLinks } from './MessageLinks';
export { MessageTable } from './MessageTable';
export { countMessages, filterMessages } from './filterMessages';
