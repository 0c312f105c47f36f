import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

/** A toolbar button: an icon with a name, which is also its tooltip. */
export function IconButton(props: {
  /** Stable hook for drivers, written as `data-action`. */
  action: string;
  label: string;
  icon?: IconName;
  isPressed?: boolean;
  isDisabled?: boolean;
  /** For a button that opens a pane: the pane's id, and whether it is there. */
  opens?: { id: string; isOpen: boolean };
  class?: string;
  onClick: () => void;
  children?: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class={`icon-button ${props.class ?? ''}`}
      data-action={props.action}
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.isPressed}
      aria-haspopup={props.opens === undefined ? undefined : 'dialog'}
      aria-expanded={props.opens?.isOpen}
      aria-controls={props.opens?.isOpen === true ? props.opens.id : undefined}
      disabled={props.isDisabled}
      onClick={props.onClick}
    >
      {props.icon === undefined ? props.children : <Icon name={props.icon} />}
    </button>
  );
}
