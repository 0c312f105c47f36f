import { describe, expect, test } from '@jest/globals';
// Without a worker's global the file offers a stand-in with a worker's interface: the same library in this thread.
import { Worker as LayoutWorker } from 'elkjs/lib/elk-worker.min.js';
import { createLayouter } from '../../../panels/graph/layouter';

const graph = (id: string) => ({ id, children: [{ id: `${id}.a`, width: 30, height: 20 }] });
/** The stand-in has no thread to end. */
const startWorker = () => Object.assign(new LayoutWorker(), { terminate: () => undefined }) as unknown as Worker;
const fail = (reason: string) => {
  throw new Error(reason);
};

describe('the layouter', () => {
  test('places a graph', async () => {
    const layouter = createLayouter(startWorker);
    const placed = await new Promise<{ width?: number }>((done) => layouter.request(graph('one'), done, fail));
    expect(placed.width).toBeGreaterThan(30);
    layouter.stop();
  });

  test('while it is busy only the newest request waits', async () => {
    const layouter = createLayouter(startWorker);
    const placed: string[] = [];
    await new Promise<void>((finished) => {
      layouter.request(graph('first'), ({ id }) => void placed.push(id), fail);
      layouter.request(graph('forgotten'), ({ id }) => void placed.push(id), fail);
      layouter.request(graph('newest'), ({ id }) => finished(void placed.push(id)), fail);
    });
    expect(placed).toEqual(['first', 'newest']);
    layouter.stop();
  });

  test('a graph that cannot be placed fails with a reason, and the next one is placed', async () => {
    const layouter = createLayouter(startWorker);
    const broken = { id: 'broken', edges: [{ id: 'e', sources: ['nobody'], targets: ['nowhere'] }] };
    const reason = await new Promise((failed) => layouter.request(broken, () => fail('was placed'), failed));
    expect(reason).toMatch(/nobody/);
    await new Promise((done) => layouter.request(graph('next'), done, fail));
    layouter.stop();
  });

  test('a worker that dies fails the layout, and the next one gets a new worker', async () => {
    const workers: Worker[] = [];
    const layouter = createLayouter(() => {
      // The first one never answers: its file is missing.
      const dead = { postMessage: () => undefined, terminate: () => undefined } as unknown as Worker;
      const worker = workers.length === 0 ? dead : startWorker();
      workers.push(worker);
      return worker;
    });
    const reason = await new Promise((failed) => {
      layouter.request(graph('one'), () => fail('was placed'), failed);
      workers[0]?.onerror?.({ message: '' } as ErrorEvent);
    });
    expect(reason).toBe('Its worker could not be started.');
    await new Promise((done) => layouter.request(graph('two'), done, fail));
    layouter.stop();
  });
});
