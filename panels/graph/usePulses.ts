import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isRow, noiseOf, type Message } from '../../src/model';
import { groupOf } from '../groups';
import type { Size } from '../shared/useElementSize';
import type { Layout } from './layout';
import { createPulses, type Pulses } from './pulses';
import { pulseWay } from './pulseWay';
import type { Viewport } from './viewport';

/** Connects a canvas to the stream of messages. Each message that is a row gives one pulse, when its first half becomes known. */
export function usePulses(props: {
  layout: Layout | null;
  view: Viewport;
  size: Size;
  theme: string;
  /** false: messages of tools give no pulse. */
  isNoiseShown: boolean;
  onMessage: ((listener: (message: Message) => void) => () => void) | undefined;
}): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pulses = useRef<Pulses | null>(null);

  useLayoutEffect(() => {
    if (canvas.current === null) return;
    pulses.current = createPulses(canvas.current);
    return () => pulses.current?.stop();
  }, []);
  useLayoutEffect(() => {
    if (props.layout !== null) pulses.current?.setLayout(props.layout);
  }, [props.layout]);
  useLayoutEffect(() => pulses.current?.setSize(props.size.width, props.size.height), [props.size]);
  useLayoutEffect(() => pulses.current?.setView(props.view), [props.view]);
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const colour = getComputedStyle(canvas.current).getPropertyValue('--pulse').trim();
    pulses.current?.setLook({ colour, isStill: matchMedia('(prefers-reduced-motion: reduce)').matches });
  }, [props.theme]);

  useEffect(() => {
    const seen = new WeakSet<Message>();
    return props.onMessage?.((half) => {
      const message = half.absorbedBy ?? half;
      // A broadcast goes to its group once, and from there to everybody.
      const one = groupOf(half) === null ? message : half;
      if (seen.has(one) || !isRow(message) || (!props.isNoiseShown && noiseOf(message) !== null)) return;
      seen.add(one);
      const way = pulseWay(one);
      if (way !== null) pulses.current?.send(way);
    });
  }, [props.onMessage, props.isNoiseShown]);
  return canvas;
}
