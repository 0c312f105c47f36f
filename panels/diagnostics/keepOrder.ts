import type { Diagnostic } from '../../src/model';

/**
 * What was shown stays in its order, what is new comes after it: nothing moves under the reader's eyes.
 * @param shown ids in the order in which they were shown, also of what is not there any more and may come back.
 */
export function keepOrder(shown: readonly string[], next: readonly Diagnostic[]): Diagnostic[] {
  const places = new Map(shown.map((id, place) => [id, place]));
  const placeOf = ({ id }: Diagnostic) => places.get(id) ?? shown.length;
  return [...next].sort((one, other) => placeOf(one) - placeOf(other));
}
