import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from '../shared/Icon';
import { IconButton } from '../shared/IconButton';

/** The detail pane's frame: a heading that says what it is about, a way to close it (Escape too), and the facts. */
export function Detail(props: {
  icon: IconName;
  title: string;
  /** Its DOM id, where a button controls it. */
  id?: string;
  /** It takes the focus when it is opened. */
  isFocused?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (props.isFocused === true) body.current?.focus();
  }, []);
  const press = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    // Further up, DevTools open their drawer at this key.
    event.stopPropagation();
    props.onClose();
  };
  return (
    <aside class="detail" aria-label="Detail" id={props.id} onKeyDown={press}>
      <header class="detail-head">
        <Icon name={props.icon} />
        <h2 title={props.title}>{props.title}</h2>
        <IconButton action="close-detail" label="Close detail" icon="close" onClick={props.onClose} />
      </header>
      {/* Scrolls, so it must be reachable by keyboard. */}
      <div class="detail-body" ref={body} tabIndex={0} role="group" aria-label={props.title}>
        {props.children}
      </div>
    </aside>
  );
}
