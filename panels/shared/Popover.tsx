import type { ComponentChildren, TargetedFocusEvent, TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { IconButton } from './IconButton';
import type { IconName } from './Icon';

/**
 * A button and a small pane that opens below the bar it is in, over what is there. It closes by the button, by Escape,
 * and when the user goes elsewhere; the focus is back at the button after the first two.
 */
export function Popover(props: { action: string; label: string; icon: IconName; children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const id = useId();

  useEffect(() => {
    if (!isOpen) return;
    box.current?.querySelector<HTMLElement>('[role="dialog"] :is(input, button)')?.focus();
    const leave = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', leave, true);
    return () => document.removeEventListener('pointerdown', leave, true);
  }, [isOpen]);

  const close = () => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  const press = (event: TargetedKeyboardEvent<HTMLSpanElement>) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.preventDefault();
    // Further up, DevTools open their drawer at this key.
    event.stopPropagation();
    close();
  };
  const blur = (event: TargetedFocusEvent<HTMLSpanElement>) => {
    // Without a next element the window itself lost the focus: nothing was left.
    if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };
  return (
    <span class="popover" ref={box} onKeyDown={press} onFocusOut={blur}>
      <IconButton
        action={props.action}
        label={props.label}
        icon={props.icon}
        opens={{ id, isOpen }}
        onClick={() => (isOpen ? close() : setOpen(true))}
      />
      {isOpen && (
        <div class="popover-body" id={id} role="dialog" aria-label={props.label} data-popover={props.action}>
          {props.children}
        </div>
      )}
    </span>
  );
}
