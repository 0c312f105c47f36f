import { pointAt, type Polyline } from './polyline';
import type { Viewport } from './viewport';

/** The hot layer: dots that run along lines, painted on a canvas, far from Preact. */
export type Pulses = {
  /** Sends a dot along a line (graph coordinates). `key` names the way: a way that is busy is not crowded further. */
  send(key: string, line: Polyline): void;
  setView(view: Viewport): void;
  setSize(width: number, height: number): void;
  setLook(look: PulseLook): void;
  stop(): void;
};

/** isStill: the user asked for less motion; the line lights up instead. */
export type PulseLook = { colour: string; isStill: boolean };

type Pulse = { line: Polyline; start: number };

const DURATION = 700;
const TAIL = [0, 0.03, 0.06, 0.09];
const MOST = 500;
/** Milliseconds between two dots on the same way: closer ones would not be told apart. */
const CLOSEST = 45;

/** Paints pulses on a canvas; animation frames run only while there is something to paint. */
export function createPulses(canvas: HTMLCanvasElement): Pulses {
  const context = canvas.getContext('2d');
  const lastSent = new Map<string, number>();
  let pulses: Pulse[] = [];
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
    pulses = pulses.filter((pulse) => now - pulse.start < DURATION);
    for (const pulse of pulses) {
      const share = Math.max(0, now - pulse.start) / DURATION;
      if (look.isStill) lightUp(context, pulse.line, share);
      else runAlong(context, pulse.line, share);
    }
    context.globalAlpha = 1;
    if (pulses.length > 0) frame = requestAnimationFrame(paint);
    else lastSent.clear();
  };
  const repaint = () => {
    frame ??= requestAnimationFrame(paint);
  };

  return {
    send(key, line) {
      const now = performance.now();
      const isBusy = now - (lastSent.get(key) ?? -Infinity) < CLOSEST;
      if (isBusy || pulses.length >= MOST || document.hidden || line.length < 2) return;
      lastSent.set(key, now);
      pulses.push({ line, start: now });
      repaint();
    },
    setView(next) {
      view = next;
      if (pulses.length > 0) repaint();
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
