import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../shared/Icon';
import { IconButton } from '../shared/IconButton';

/** The detail pane's frame: a heading that says what it is about, a way to close it, and the facts. */
export function Detail(props: { icon: IconName; title: string; onClose: () => void; children: ComponentChildren }) {
  return (
    <aside class="detail" aria-label="Detail">
      <header class="detail-head">
        <Icon name={props.icon} />
        <h2 title={props.title}>{props.title}</h2>
        <IconButton action="close-detail" label="Close detail" icon="close" onClick={props.onClose} />
      </header>
      {/* Scrolls, so it must be reachable by keyboard. */}
      <div class="detail-body" tabIndex={0} role="group" aria-label={props.title}>
        {props.children}
      </div>
    </aside>
  );
}
