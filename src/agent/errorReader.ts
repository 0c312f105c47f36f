import type { Primitives, Realm } from './natives';

/**
 * Makes a reader of exceptions. A DOMException's fields are getters, taken at start; an Error's message is its own data
 * property. Anything else was thrown by the page itself and is named by its type only.
 */
export function createErrorReader(realm: Realm, { apply, describe }: Primitives) {
  const { prototype } = realm.DOMException;
  const getName = describe(prototype, 'name')?.get as () => string;
  const getMessage = describe(prototype, 'message')?.get as () => string;

  // A proxy is no error for it, so that nothing of a thrown proxy is asked.
  const { isError } = realm.Error as { isError?: (value: unknown) => boolean };

  return (error: unknown): { name: string; message: string } => {
    if (typeof error !== 'object' || error === null) return { name: typeof error, message: '' };
    try {
      return { name: apply(getName, error, []) as string, message: apply(getMessage, error, []) as string };
    } catch {
      if (isError?.(error) !== true) return { name: 'object', message: '' };
      const message = describe(error, 'message')?.value as unknown;
      return { name: 'Error', message: typeof message === 'string' ? message : '' };
    }
  };
}
