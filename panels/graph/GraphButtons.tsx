import { IconButton } from '../shared/IconButton';
import { Legend } from './Legend';

/** In the corner of the graph: the legend, zoom in, zoom out, show all. */
export function GraphButtons(props: { onZoom: (factor: number) => void; onFit: () => void }) {
  return (
    <div class="graph-buttons">
      <Legend />
      <IconButton action="zoom-in" label="Zoom in" icon="plus" onClick={() => props.onZoom(1.2)} />
      <IconButton action="zoom-out" label="Zoom out" icon="minus" onClick={() => props.onZoom(1 / 1.2)} />
      <IconButton action="fit" label="Fit graph to pane" icon="fit" onClick={props.onFit} />
    </div>
  );
}
