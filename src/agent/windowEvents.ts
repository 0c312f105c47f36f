import type { EventField } from '../protocol';
import type { Primitives } from './natives';

/** A message event that reached this window: its number, and which of its fields the page has read. */
export type WindowEvent = { readonly number: number; readonly read: { [Field in EventField]: boolean } };

/** The message events of this window, by which `read` records and deliveries are joined. */
export type WindowEvents = ReturnType<typeof createWindowEvents>;

/** Numbers the message events of a window from 1, and keeps them weakly. */
export function createWindowEvents({ makeWeakMap }: Primitives) {
  const events = makeWeakMap<Event, WindowEvent>();
  let last = 0;
  return {
    /** Takes in an event that has just come. */
    add(event: Event): number {
      last += 1;
      events.set(event, { number: last, read: { data: false, origin: false, source: false } });
      return last;
    },
    /** What is known of a value, if it is such an event. */
    find: (value: unknown): WindowEvent | undefined => events.get(value as Event),
  };
}
