import { performance } from 'node:perf_hooks';
import { createModel, differenceOf, modelAt, reduce, type Model, type RealmRecords } from '../../src/model';
import { playLongHistory, startTruth, type Truth } from './longHistory';
import { createRandom } from './random';
import { printTable, type Figure } from './table';

/**
 * `npm run perf:model`: how fast the model takes in a long recording, how much memory it needs for it, and how fast it
 * shows a moment of it. Prints a table; nothing is asserted, since a busy machine is slow.
 *
 *   npm run perf:model -- 200000      that many records
 */
const SIZE = Number(process.argv[2] ?? 1_000_000);
const STEPS = 100;

/** Batches are made outside of what is measured, few at a time: the panel too has just parsed what it takes in. */
const PORTION = 20;

const collectGarbage = (globalThis as { gc?: () => void }).gc;
if (collectGarbage === undefined) throw new Error('Run it with node --expose-gc, as npm run perf:model does.');

function measureHeap(): number {
  // Once may leave what has weak references to it.
  collectGarbage?.();
  collectGarbage?.();
  return process.memoryUsage().heapUsed;
}

function measure(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

/** Takes in the whole history. @returns milliseconds by the clock, and of processors: fewer, where others are busy too. */
function reduceAll(model: Model, truth: Truth): { ms: number; busy: number } {
  let [ms, busy] = [0, 0];
  let portion: RealmRecords[] = [];
  const take = () => {
    const before = process.cpuUsage();
    ms += measure(() => portion.forEach((batch) => reduce(model, batch)));
    const { user, system } = process.cpuUsage(before);
    busy += (user + system) / 1_000;
    portion = [];
  };
  for (const batch of playLongHistory(SIZE, truth)) if (portion.push(batch) === PORTION) take();
  take();
  return { ms, busy };
}

function run(): Figure[] {
  const truth = startTruth();
  const model = createModel();
  const before = measureHeap();
  const { ms, busy } = reduceAll(model, truth);
  const bytes = (measureHeap() - before) / truth.messages;

  const random = createRandom(3);
  const randomMoment = () => truth.begin + random.below(Math.ceil(truth.end - truth.begin));
  const steps = Array.from({ length: STEPS }, () => measure(() => modelAt(model, randomMoment())));
  const differences = Array.from({ length: STEPS }, () =>
    measure(() => differenceOf(model, randomMoment(), randomMoment())),
  );
  const count = (n: number) => n.toLocaleString('en');
  return [
    { what: 'records', figure: count(truth.records) },
    { what: 'messages, of them on ports', figure: `${count(truth.messages)}, ${count(truth.portMessages)}` },
    { what: 'records a second', figure: count(Math.round((truth.records / ms) * 1_000)) },
    // The budget is for a million records.
    { what: 'taking them in, s', figure: (ms / 1_000).toFixed(2), ...judge(ms / 1_000, (4 * truth.records) / 1e6) },
    { what: 'the same in time of processors, s', figure: (busy / 1_000).toFixed(2) },
    // Values are shared by all messages here, as if they had none.
    { what: 'bytes a message, without values', figure: bytes.toFixed(0), ...judge(bytes, 600) },
    {
      what: `step to a moment, ms (median of ${STEPS})`,
      figure: median(steps).toFixed(1),
      ...judge(median(steps), 100),
    },
    { what: 'the slowest of them, ms', figure: Math.max(...steps).toFixed(1), ...judge(Math.max(...steps), 100) },
    { what: 'difference of two moments, ms (median)', figure: median(differences).toFixed(1) },
    { what: 'the slowest of them, ms', figure: Math.max(...differences).toFixed(1) },
  ];
}

function judge(value: number, budget: number): Pick<Figure, 'budget' | 'isKept'> {
  return { budget: `under ${budget.toFixed(budget < 10 ? 1 : 0)}`, isKept: value < budget };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1] as number;
}

console.log(printTable(run()));
