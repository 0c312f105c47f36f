/** What is known of one thing: a message, or what is selected in the graph. */
export { MessageDetail } from './MessageDetail';
export { SelectionDetail } from './SelectionDetail';
export { stackDeskOf } from './stack';
