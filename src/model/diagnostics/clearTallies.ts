import { lastHandleOf } from '../createModel';
import type { Model } from '../types';
import { createTallies } from './tallies';
import { undeliveredTo } from './undelivered';

/** Forgets what went wrong so far, also what is lost at ports whose other end lives on. */
export function clearTallies(model: Model): void {
  const { forgotten } = model.diagnostics;
  const next = createTallies();
  for (const port of model.ports.values()) {
    const handle = lastHandleOf(port);
    if (handle === undefined || (handle.closedAt === null && handle.realm.state !== 'gone')) continue;
    const count = (forgotten.get(handle) ?? 0) + undeliveredTo(model, port).count;
    if (count > 0) next.forgotten.set(handle, count);
  }
  model.diagnostics = next;
}
