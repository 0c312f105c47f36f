import type { Patch } from '../context';
import { argumentAt, observeConstructor } from '../observe';
import { createOptionReader } from '../readOption';
import { createScriptUrlReader } from '../readScriptUrl';

/** `new SharedWorker()`: its `port` is born here, the other end in the worker (HTML, 10.2.6.4). We do not start it. */
export const patchSharedWorker: Patch = (context) => {
  const { realm, primitives, registry, emit, dom } = context;
  if (typeof realm.SharedWorker !== 'function') return () => undefined;
  const readUrl = createScriptUrlReader(realm, primitives);
  const readOption = createOptionReader(realm, primitives);

  /** The second argument is the name, or options with one. */
  const readName = (argument: unknown): string | null => {
    if (typeof argument === 'string') return argument;
    if (argument === undefined || argument === null) return '';
    if (typeof argument !== 'object') return null;
    const option = readOption(argument, 'name');
    if (option.isSeen && option.value === undefined) return '';
    return option.isSeen && typeof option.value === 'string' ? option.value : null;
  };

  return observeConstructor(context, realm, 'SharedWorker', (worker, args) => {
    const at = dom.now();
    const { id } = registry.addArrival(dom.readSharedWorkerPort(worker));
    const url = readUrl(argumentAt(args, 0));
    emit({ kind: 'shared-worker-created', at, url, name: readName(argumentAt(args, 1)), handle: id });
  });
};
