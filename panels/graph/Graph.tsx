import type { TargetedKeyboardEvent, TargetedMouseEvent } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Message } from '../../src/model';
import { useElementSize } from '../shared/useElementSize';
import { GraphButtons } from './GraphButtons';
import { GraphContents } from './GraphContents';
import { createTextWidths } from './metrics';
import { isDirection, neighbourOf } from './neighbours';
import type { Scene } from './scene';
import { stopsOf } from './stops';
import { useLayout } from './useLayout';
import { usePulses } from './usePulses';
import { usePanAndZoom } from './usePanAndZoom';
import { reveal } from './viewport';

const widths = createTextWidths();

/** What it is, a colon, and its id: `realm:…`, `port:…`, `channel:…`, `flow:…`, `group:…` or `member:…`. */
export type GraphId = string;

/** The graph: static layer, hot layer, buttons. What is selected is given by the same ids that `onSelect` hands back. */
export function Graph(props: {
  scene: Scene;
  selected: GraphId | null;
  onSelect: (id: GraphId | null) => void;
  onMessage: ((listener: (message: Message) => void) => () => void) | undefined;
  /** false: messages of tools give no pulse. */
  isNoiseShown: boolean;
  startLayoutWorker: () => Worker;
  /** The theme's name: when it changes, colours are read anew. */
  theme: string;
}) {
  const { scene, selected, onSelect } = props;
  const pane = useRef<HTMLDivElement>(null);
  const size = useElementSize(pane);
  const { layout, failure } = useLayout(scene, widths, props.startLayoutWorker);
  const { view, setView, fit, wasDragged } = usePanAndZoom(pane, size, layout);
  const canvas = usePulses({
    layout,
    view,
    size,
    theme: props.theme,
    isNoiseShown: props.isNoiseShown,
    onMessage: props.onMessage,
  });

  const stops = useMemo(() => stopsOf(scene, layout), [scene, layout]);
  const [wanted, setWanted] = useState<GraphId | null>(null);
  const current = stops.find((stop) => stop.id === (wanted ?? selected)) ?? stops[0] ?? null;

  // The element exists, and may be asked to take the focus, only after it was drawn as the current stop.
  const shouldFocus = useRef(false);
  useLayoutEffect(() => {
    if (!shouldFocus.current || current === null) return;
    shouldFocus.current = false;
    pane.current?.querySelector<SVGElement>(`[data-stop="${CSS.escape(current.id)}"]`)?.focus();
  }, [current]);
  useEffect(() => setWanted(null), [selected]);

  const press = (event: TargetedKeyboardEvent<SVGSVGElement>) => {
    const id = idUnder(event.target);
    if (event.key === 'Escape' && selected !== null) {
      // Further up, DevTools open their drawer at this key.
      event.stopPropagation();
      onSelect(null);
    } else if (event.key === '+' || event.key === '=') setView.zoomBy(1.2);
    else if (event.key === '-') setView.zoomBy(1 / 1.2);
    else if (event.key === '0') fit();
    else if ((event.key === 'Enter' || event.key === ' ') && id !== null) onSelect(id === selected ? null : id);
    else if (isDirection(event.key) && current !== null) {
      const next = neighbourOf(stops, current, event.key);
      if (next !== null) {
        shouldFocus.current = true;
        setWanted(next.id);
        setView.to((last) => reveal(last, next.at, size));
      }
    } else return;
    event.preventDefault();
  };
  const click = (event: TargetedMouseEvent<SVGSVGElement>) => {
    if (wasDragged()) return;
    const id = idUnder(event.target);
    onSelect(id === selected ? null : id);
  };

  const contents = useMemo(
    () =>
      layout === null ? null : (
        <GraphContents
          scene={scene}
          layout={layout}
          selected={selected}
          current={current?.id ?? null}
          widths={widths}
        />
      ),
    [scene, layout, selected, current],
  );
  return (
    <section
      class="graph"
      aria-label="Graph"
      ref={pane}
      data-laid-out={layout !== null}
      style={{ '--legend-height': `${Math.max(60, size.height - 54)}px` }}
    >
      <svg role="group" aria-label="Realms, ports and channels" onClick={click} onKeyDown={press}>
        <g transform={`translate(${view.x} ${view.y}) scale(${view.zoom})`}>{contents}</g>
      </svg>
      <canvas ref={canvas} aria-hidden="true" />
      {failure !== null && (
        <p class="graph-note" role="status">
          The newest layout failed, so the graph may miss what came last. {failure}
        </p>
      )}
      <GraphButtons onZoom={setView.zoomBy} onFit={fit} />
    </section>
  );
}

function idUnder(target: EventTarget | null): GraphId | null {
  const stop = target instanceof Element ? target.closest('[data-stop]') : null;
  return stop?.getAttribute('data-stop') ?? null;
}
