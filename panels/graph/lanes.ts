import type { Model, Realm } from '../../src/model';
import type { RealmId } from '../../src/protocol';

/** Side of the realm's border where a port is docked. */
export type Side = 'WEST' | 'EAST';

/**
 * Which side of the realm around it each realm is docked on. Realms are told apart by their ids here: those of a past moment
 * (`modelAt`) are other objects than those that its messages lead to.
 */
export type Lanes = ReadonlyMap<RealmId, Side>;

/**
 * The realms inside a realm stand in lanes, by turns: so a page with many frames is not a tower, and a lane never
 * depends on what comes later.
 */
export function lanesOf(model: Model, laneCount: 1 | 2): Lanes {
  const lanes = new Map<RealmId, Side>();
  const counts = new Map<RealmId | null, number>();
  for (const realm of model.realms.values()) {
    const parent = realm.parent?.id ?? null;
    const count = counts.get(parent) ?? 0;
    lanes.set(realm.id, count % laneCount === 0 ? 'WEST' : 'EAST');
    counts.set(parent, count + 1);
  }
  return lanes;
}

/** Lines run between a realm and what is inside it on the side of that lane, and between the lanes from left to right. */
export function sideOf(holder: Realm | null, peerHolder: Realm | null, lanes: Lanes): Side {
  if (holder === null) return 'WEST';
  if (peerHolder === null || peerHolder.id === holder.id) return 'EAST';
  const [own, other] = branchesOf(holder, peerHolder);
  const laneOf = (realm: Realm) => lanes.get(realm.id) ?? 'WEST';
  if (own === null) return other === null ? 'WEST' : laneOf(other);
  if (other === null) return laneOf(own);
  const isLeft = laneOf(own) === laneOf(other) ? own.number < other.number : laneOf(own) === 'WEST';
  return isLeft ? 'EAST' : 'WEST';
}

/** The outermost realms that hold one of two realms and not the other; null for a realm that is around the other. */
function branchesOf(one: Realm, other: Realm): [Realm | null, Realm | null] {
  const [ones, others] = [pathTo(one), pathTo(other)];
  let depth = 0;
  while (depth < ones.length && ones[depth]?.id === others[depth]?.id) depth += 1;
  return [ones[depth] ?? null, others[depth] ?? null];
}

/** A realm and all around it, the outermost first. */
function pathTo(realm: Realm): Realm[] {
  return realm.parent === null ? [realm] : [...pathTo(realm.parent), realm];
}

/** Whether `inner` lies in `outer`, at any depth. */
export function isInside(inner: Realm | null, outer: Realm | null): boolean {
  let realm = inner === null || outer === null ? null : inner.parent;
  while (realm !== null && realm.id !== outer?.id) realm = realm.parent;
  return realm !== null;
}
