import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';

/** Computes one layout at a time; while one runs, only the newest request waits. */
export type Layouter = {
  /**
   * @param done called with the placed graph; a request that was still waiting when a newer one came is forgotten.
   * @param failed called with the reason when there is no layout.
   */
  request(graph: ElkNode, done: (placed: ElkNode) => void, failed: (reason: string) => void): void;
  /** Ends the worker. */
  stop(): void;
};

/**
 * @param startWorker starts the layout library's worker file. It is a file of its own: 1.6 MB that the panel's first
 *   paint does not wait for, and a blob's URL would be refused as a worker in Firefox.
 */
export function createLayouter(startWorker: () => Worker): Layouter {
  let elk: InstanceType<typeof ELK> | null = null;
  let isRunning = false;
  let waiting: (() => void) | null = null;

  /** The library does not notice when its worker cannot be loaded or dies: its promises stay open for ever. */
  const open = (broken: (reason: string) => void): InstanceType<typeof ELK> => {
    const workerFactory = () => {
      const worker = startWorker();
      worker.onerror = (event) => broken(event.message || 'Its worker could not be started.');
      return worker;
    };
    return new ELK({ workerFactory });
  };

  const request: Layouter['request'] = (graph, done, failed) => {
    if (isRunning) {
      waiting = () => request(graph, done, failed);
      return;
    }
    isRunning = true;
    const finish = (report: () => void) => {
      isRunning = false;
      report();
      const next = waiting;
      waiting = null;
      next?.();
    };
    const running = (elk ??= open((reason) => {
      elk = null;
      if (isRunning) finish(() => failed(reason));
    }));
    running.layout(graph).then(
      (placed) => finish(() => done(placed)),
      (error: unknown) => finish(() => failed(error instanceof Error ? error.message : String(error))),
    );
  };
  return {
    request,
    stop: () => {
      waiting = null;
      elk?.terminateWorker();
    },
  };
}
