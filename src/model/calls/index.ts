/**
 * Requests and the messages that answer them, for protocols whose shapes are known, and for whatever carries an `id` that
 * comes back. Told from values as they are taken in, so that views need not read them again.
 *
 *   call.ts        a call, and what is kept of those that wait
 *   protocols.ts   how each protocol's requests and answers look
 *   readCall.ts    what one value says; readFields.ts reads it without parsing it whole
 *   trackCalls.ts  puts requests and answers together
 */
export type { Call, Calls, Conversation, Protocol, Waiting } from './call';
export { createCalls } from './call';
export { callOf, conversationsOf, doubtCalls, forgetCalls, trackDelivery, trackPost } from './trackCalls';
