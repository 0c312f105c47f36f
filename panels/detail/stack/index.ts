/**
 * Call stacks in the detail: the text that the browser wrote, read line by line, and shown with links to the source.
 *
 *   parseStack.ts   from the text to lines, whichever browser wrote it
 *   readV8.ts       one line as Chromium writes it
 *   readGecko.ts    one line as Firefox writes it
 *   location.ts     where a line points, and where it may lead
 *   stackDesk.ts    what the view needs of the session
 *   StackView.tsx   the view
 */
export { StackSection, StackView } from './StackView';
export { stackDeskOf, type StackDesk } from './stackDesk';
