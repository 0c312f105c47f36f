import { IconButton } from '../shared/IconButton';

/** Zoom in, zoom out, show all. */
export function GraphButtons(props: { onZoom: (factor: number) => void; onFit: () => void }) {
  return (
    <div class="graph-buttons">
      <IconButton action="zoom-in" label="Zoom in" icon="plus" onClick={() => props.onZoom(1.2)} />
      <IconButton action="zoom-out" label="Zoom out" icon="minus" onClick={() => props.onZoom(1 / 1.2)} />
      <IconButton action="fit" label="Fit graph to pane" icon="fit" onClick={props.onFit} />
    </div>
  );
}
