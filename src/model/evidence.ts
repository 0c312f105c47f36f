import type { Evidence } from './types';

/** Best first. */
const ORDER: readonly Evidence[] = ['observed', 'swept', 'inferred', 'unknown'];

/** Whether one is the better evidence. */
export function isBetter(one: Evidence, other: Evidence): boolean {
  return ORDER.indexOf(one) < ORDER.indexOf(other);
}

/** A chain is as sure as its weakest link. */
export function weakestOf(evidence: Iterable<Evidence>): Evidence {
  let weakest: Evidence = 'observed';
  for (const one of evidence) if (isBetter(weakest, one)) weakest = one;
  return weakest;
}
