import type { ComponentChildren } from 'preact';
import { Popover } from '../shared/Popover';

/** The gear: what is chosen for good. */
export function SettingsButton(props: { isTakingStacks: boolean; onTakeStacks: (on: boolean) => void }) {
  return (
    <Popover action="settings" label="Settings" icon="settings">
      <Switch
        name="stacks"
        isOn={props.isTakingStacks}
        onChange={props.onTakeStacks}
        title="Call stacks: where messages were posted and listeners added"
      >
        Costs the page some microseconds for each post. What was posted while this was off has no stack.
      </Switch>
    </Popover>
  );
}

/** One setting: a box to tick, and below it what that means. */
function Switch(props: {
  name: string;
  title: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children: ComponentChildren;
}) {
  const note = `setting-${props.name}`;
  return (
    <div class="setting">
      <label class="check">
        <input
          type="checkbox"
          data-setting={props.name}
          aria-describedby={note}
          checked={props.isOn}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        {props.title}
      </label>
      <p class="fact-note" id={note}>
        {props.children}
      </p>
    </div>
  );
}
