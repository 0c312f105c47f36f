import type { Message, Model } from '../../src/model';

/** Whether the model still holds a message: a clear forgets those that are over, while ports remember what carried them. */
export function isHeld({ messages }: Model, { id }: Message): boolean {
  // They are in the order of their numbers.
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle] as Message).id < id) low = middle + 1;
    else high = middle;
  }
  return messages[low]?.id === id;
}
