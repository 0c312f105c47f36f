import type { HandleId } from '../protocol';
import type { BaseContext } from './context';
import type { Probe } from './probe';

/** Most ports that one task looks at, longest time one takes in ms, and how many ports are probed in one call. */
const MOST_PORTS = 2_000;
const LONGEST = 8;
const AT_ONCE = 100;

/**
 * Makes the answer to the command `sweep`: which ports were transferred away unseen. It works in tasks that the page
 * does not feel, each of which says what it found (`swept`). Asked while it works, it does all of it once more.
 */
export function createSweeper(
  { dom, emit, portsHere, primitives, guard, isOver }: BaseContext,
  probe: Probe,
  countPorts: () => number,
): () => void {
  const { append, makeList } = primitives;
  let isSweeping = false;
  let isAskedAgain = false;

  const sweep = (): void => {
    if (isSweeping) {
      isAskedAgain = true;
      return;
    }
    isSweeping = true;
    isAskedAgain = false;
    // Ports that come later are not waited for, or there might be no end.
    const end = countPorts();
    const walk = portsHere.walk();
    let next = walk();
    let first = end === 0 ? 0 : 1;
    const hasMore = (): boolean => next !== undefined && next <= end;

    const sweepSlice = (): void => {
      const began = dom.now();
      const left: HandleId[] = [];
      let last = first;
      for (let count = 0; hasMore() && count < MOST_PORTS && dom.now() - began < LONGEST; count += AT_ONCE) {
        const handles = makeList<HandleId>();
        const ports = makeList<object>();
        for (let looked = 0; hasMore() && looked < AT_ONCE; looked += 1) {
          last = next as HandleId;
          next = walk();
          const port = portsHere.objectOf(last);
          if (port === undefined) continue;
          handles[ports.length] = last;
          ports[ports.length] = port;
        }
        for (let i = probe(ports, 0); i < ports.length; i = probe(ports, i + 1)) {
          const handle = handles[i] as HandleId;
          portsHere.drop(handle);
          append(left, handle);
        }
      }
      const isLast = !hasMore();
      if (isLast) last = end;
      emit({ kind: 'swept', at: dom.now(), first, last, left, isLast });
      first = last + 1;
    };

    const work = (): void => {
      isSweeping = false;
      if (isOver()) return;
      guard('a sweep', () => {
        sweepSlice();
        isSweeping = hasMore();
      });
      if (isSweeping) dom.schedule(work, 0);
      else if (isAskedAgain) sweep();
    };
    work();
  };
  return sweep;
}
