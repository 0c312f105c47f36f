import type { EventField } from '../../protocol';
import type { Patch, Undo } from '../context';
import type { Ears } from '../ears';
import { replaceFunction, type AnyFunction } from '../observe';

const FIELDS: readonly EventField[] = ['data', 'origin', 'source'];

/**
 * `MessageEvent.prototype.data`, `origin` and `source`: whether the page looked at a message of its window, and at who
 * sent it. The getters run for every message of every kind, so for all but the window's there is one look-up.
 *
 * An event that the page initialises or dispatches anew is no longer the message that came, and both take its trust
 * away (DOM, 2.2); what is read of it then says nothing of the message.
 */
export const patchMessageEvent =
  (ears: Ears): Patch =>
  (context) => {
    const { realm, primitives, guard, emit, dom } = context;

    const noteRead = (event: Event, field: EventField): void => {
      const known = ears.findWindowEvent(event);
      if (known === undefined || known.read[field] || !dom.readers.isTrusted(event)) return;
      known.read[field] = true;
      emit({ kind: 'read', at: dom.now(), event: known.number, fields: [field] });
    };

    const undos: Undo[] = [];
    for (let i = 0; i < FIELDS.length; i += 1) {
      const field = FIELDS[i] as EventField;
      const undo = replaceFunction(context, realm.MessageEvent.prototype, field, 'get', (native) => ({
        __proto__: null,
        apply: (_native: AnyFunction, event: unknown, args: never[]): unknown => {
          'use strict';
          const value = primitives.apply(native, event, args);
          // The native has checked that it is an event.
          if (ears.findWindowEvent(event) !== undefined) guard(field, () => noteRead(event as Event, field));
          return value;
        },
      }));
      primitives.append(undos, undo);
    }
    return () => {
      for (let i = FIELDS.length - 1; i >= 0; i -= 1) (undos[i] as Undo)();
    };
  };
