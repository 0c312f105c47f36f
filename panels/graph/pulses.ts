import type { Layout, Rect } from './layout';
import { pointAt, type Polyline } from './polyline';
import { nameWay, placeWay, type PulseWay } from './pulseWay';
import type { Viewport } from './viewport';

/** The hot layer: what shows that messages pass, painted on a canvas, far from Preact. */
export type Pulses = {
  /** Shows a message on its way. A way that is busy is not crowded further. */
  send(way: PulseWay): void;
  /** Pulses are where the layout has their lines, also those that are on their way while it changes. */
  setLayout(layout: Layout): void;
  setView(view: Viewport): void;
  setSize(width: number, height: number): void;
  setLook(look: PulseLook): void;
  stop(): void;
};

/** isStill: the user asked for less motion; the line lights up instead. */
export type PulseLook = { colour: string; isStill: boolean };

/** start: null until its way has a place. */
type Pulse = { way: PulseWay; sent: number; start: number | null };

const DURATION = 700;
const TAIL = [0, 0.03, 0.06, 0.09];
const MOST = 500;
/** Milliseconds between two dots on the same way: closer ones would not be told apart. */
const CLOSEST = 45;
/** Milliseconds for which the pulse of a new channel waits for the layout that has it. */
const PATIENCE = 1_000;

/** Paints pulses on a canvas; animation frames run only while there is something to paint. */
export function createPulses(canvas: HTMLCanvasElement): Pulses {
  const context = canvas.getContext('2d');
  const lastSent = new Map<string, number>();
  let pulses: Pulse[] = [];
  let layout: Layout | null = null;
  let view: Viewport = { x: 0, y: 0, zoom: 1 };
  let look: PulseLook = { colour: '#0b57d0', isStill: false };
  let frame: number | null = null;

  const paint = (now: number) => {
    frame = null;
    if (context === null) return;
    const scale = devicePixelRatio;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale * view.zoom, 0, 0, scale * view.zoom, scale * view.x, scale * view.y);
    context.fillStyle = context.strokeStyle = look.colour;
    pulses = pulses.filter((pulse) => isAlive(pulse, now));
    for (const pulse of pulses) {
      const place = layout === null ? null : placeWay(pulse.way, layout);
      if (place === null) continue;
      pulse.start ??= now;
      const share = Math.max(0, now - pulse.start) / DURATION;
      if ('box' in place) lightUpBox(context, place.box, share);
      else if (look.isStill) lightUp(context, place.line, share);
      else runAlong(context, place.line, share);
    }
    context.globalAlpha = 1;
    if (pulses.length > 0) repaint();
    else lastSent.clear();
  };
  const repaint = () => {
    frame ??= requestAnimationFrame(paint);
  };

  return {
    send(way) {
      const now = performance.now();
      const name = nameWay(way);
      const isBusy = now - (lastSent.get(name) ?? -Infinity) < CLOSEST;
      if (isBusy || pulses.length >= MOST || document.hidden) return;
      lastSent.set(name, now);
      pulses.push({ way, sent: now, start: null });
      repaint();
    },
    setLayout(next) {
      layout = next;
    },
    setView(next) {
      view = next;
    },
    setSize(width, height) {
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
    },
    setLook(next) {
      look = next;
    },
    stop() {
      if (frame !== null) cancelAnimationFrame(frame);
      pulses = [];
    },
  };
}

function isAlive({ sent, start }: Pulse, now: number): boolean {
  return start === null ? now - sent < PATIENCE : now - start < DURATION;
}

function runAlong(context: CanvasRenderingContext2D, line: Polyline, share: number): void {
  const eased = share * share * (3 - 2 * share);
  TAIL.forEach((lag, index) => {
    const at = eased - lag;
    if (at < 0) return;
    const { x, y } = pointAt(line, at);
    context.globalAlpha = 1 - index / TAIL.length;
    context.beginPath();
    context.arc(x, y, 4.5 - index * 0.8, 0, 2 * Math.PI);
    context.fill();
  });
}

function lightUp(context: CanvasRenderingContext2D, line: Polyline, share: number): void {
  context.globalAlpha = 1 - share;
  context.lineWidth = 4;
  context.beginPath();
  line.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.stroke();
}

function lightUpBox(context: CanvasRenderingContext2D, { x, y, width, height }: Rect, share: number): void {
  context.globalAlpha = 1 - share;
  context.lineWidth = 2.5;
  context.beginPath();
  context.roundRect(x, y, width, height, 5);
  context.stroke();
}
