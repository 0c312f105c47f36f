import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Layout } from '../../panels/graph/layout';
import { createPulses, type Pulses } from '../../panels/graph/pulses';
import { pulseWay } from '../../panels/graph/pulseWay';
import { visibleMessages } from '../../src/model';
import { playMixedScenario } from './support/mixedScenario';
import { playScenario } from './support/scenario';

type Dot = { x: number; y: number };

/** A canvas that remembers the dots and boxes of the last painted frame. */
function createCanvas() {
  const dots: Dot[] = [];
  const boxes: Dot[] = [];
  const context = {
    setTransform: () => undefined,
    clearRect: () => void (dots.splice(0), boxes.splice(0)),
    beginPath: () => undefined,
    arc: (x: number, y: number) => void dots.push({ x, y }),
    roundRect: (x: number, y: number) => void boxes.push({ x, y }),
    fill: () => undefined,
    stroke: () => undefined,
  };
  const canvas = { getContext: () => context, width: 0, height: 0 } as unknown as HTMLCanvasElement;
  return { canvas, dots, boxes };
}

/** A layout with channel 1 as a level line, at a height. */
function levelAt(y: number): Layout {
  const line = [
    { x: 0, y },
    { x: 100, y },
  ];
  const box = { x: 30, y, width: 50, height: 20 };
  return {
    realms: new Map([['editor', box]]),
    ports: new Map(),
    channels: new Map([[1, line]]),
    docks: new Map(),
    flows: new Map(),
    bounds: box,
  };
}

const empty: Layout = {
  realms: new Map(),
  ports: new Map(),
  channels: new Map(),
  docks: new Map(),
  flows: new Map(),
  bounds: { x: 0, y: 0, width: 0, height: 0 },
};
const forward = { kind: 'channel', id: 1, isForward: true } as const;

describe('a pulse', () => {
  let now = 0;
  let frames: FrameRequestCallback[] = [];
  let stage: ReturnType<typeof createCanvas>;
  let pulses: Pulses;

  beforeEach(() => {
    now = 1_000;
    frames = [];
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    jest.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((frame) => frames.push(frame));
    stage = createCanvas();
    pulses = createPulses(stage.canvas);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** Paints the next frame, so many milliseconds later. */
  const paint = (later: number) => {
    now += later;
    for (const frame of frames.splice(0)) frame(now);
  };

  test('runs along its line from end to end, and vanishes', () => {
    pulses.setLayout(levelAt(40));
    pulses.send(forward);
    paint(0);
    expect(stage.dots[0]).toEqual({ x: 0, y: 40 });
    paint(350);
    expect(stage.dots[0]?.x).toBeCloseTo(50);
    paint(340);
    expect(stage.dots[0]?.x).toBeGreaterThan(99);
    paint(20);
    expect(stage.dots).toEqual([]);
    expect(frames).toEqual([]);
  });

  test('runs the other way for what the second port posts', () => {
    pulses.setLayout(levelAt(40));
    pulses.send({ ...forward, isForward: false });
    paint(0);
    expect(stage.dots[0]).toEqual({ x: 100, y: 40 });
  });

  test('stays on its line when the layout moves it', () => {
    pulses.setLayout(levelAt(40));
    pulses.send(forward);
    paint(0);
    pulses.setLayout(levelAt(90));
    paint(350);
    expect(stage.dots.map(({ y }) => y)).toEqual([90, 90, 90, 90]);
  });

  test('of a new channel waits for its line, but not for ever', () => {
    pulses.setLayout(empty);
    pulses.send(forward);
    paint(500);
    expect(stage.dots).toEqual([]);
    pulses.setLayout(levelAt(40));
    paint(100);
    expect(stage.dots[0]).toEqual({ x: 0, y: 40 });

    pulses.setLayout(empty);
    pulses.send({ ...forward, id: 2 });
    paint(1_100);
    expect(frames).toEqual([]);
  });

  test('without a line lights up the receiver', () => {
    pulses.setLayout(levelAt(40));
    pulses.send({ kind: 'realm', id: 'editor' });
    paint(0);
    expect(stage.boxes).toEqual([{ x: 30, y: 40 }]);
    expect(stage.dots).toEqual([]);
  });
});

describe('the way of a pulse', () => {
  test('is the channel, from the port that posted; for windows and workers the line between the realms', () => {
    const messages = visibleMessages(playScenario());
    const ways = messages.map((message) => ({ message, way: pulseWay(message) }));
    const call = ways.find(
      ({ message }) => message.post?.realm?.id === 'top' && message.delivery?.realm.id === 'editor',
    );
    expect(call?.way).toEqual({ kind: 'channel', id: 1, isForward: true });
    const answer = ways.find(({ message }) => message.post?.realm?.id === 'editor' && message.delivery !== null);
    expect(answer?.way).toEqual({ kind: 'channel', id: 1, isForward: false });
    const invitation = ways.find(({ message }) => message.delivery?.carrier.type === 'window');
    expect(invitation?.way).toEqual({ kind: 'flow', id: 'flow:window:1:2', isForward: true });
  });

  test('of a broadcast is to the group once, and from there to each that gets it', () => {
    const messages = visibleMessages(playMixedScenario()).filter(({ post }) => post?.carrier.type === 'broadcast');
    expect(messages.map(pulseWay)).toEqual([
      { kind: 'flow', id: 'member:1:1', isForward: true },
      { kind: 'flow', id: 'member:1:3', isForward: false },
      { kind: 'flow', id: 'member:1:3', isForward: true },
    ]);
  });
});
