import type { ComponentChildren } from 'preact';
import { CopyButton } from '../shared/CopyButton';
import { Icon } from '../shared/Icon';
import { IconButton } from '../shared/IconButton';

/** The toolbar: recording, clearing, filtering, what is selected, and the counters given as children. */
export function Toolbar(props: {
  isRecording: boolean;
  onRecord: (on: boolean) => void;
  onClear: () => void;
  onReload: () => void;
  /** Everything that is held, as text. */
  getText: () => string;
  isLogPreserved: boolean;
  onPreserve: (on: boolean) => void;
  filter: string;
  onFilter: (text: string) => void;
  /** What is selected in the graph, in words; null: nothing. */
  selection: string | null;
  onDeselect: () => void;
  /** The counters, and what stands at their sides. */
  children: ComponentChildren;
}) {
  return (
    <div class="toolbar" role="toolbar" aria-label="Recording">
      <IconButton
        action="record"
        label={props.isRecording ? 'Pause recording' : 'Record messages'}
        isPressed={props.isRecording}
        class={props.isRecording ? 'is-recording' : ''}
        onClick={() => props.onRecord(!props.isRecording)}
      >
        <span class="record-dot" />
      </IconButton>
      <IconButton action="clear" label="Clear messages" icon="clear" onClick={props.onClear} />
      <IconButton action="reload" label="Reload page" icon="reload" onClick={props.onReload} />
      <CopyButton action="copy-text" label="Copy as text" getText={props.getText} />
      <span class="toolbar-divider" />
      <div class="filter">
        <Icon name="search" />
        <input
          type="search"
          placeholder="Filter"
          aria-label="Filter messages by text"
          title="Show only messages whose realms, ports, state or value contain this text"
          data-action="filter"
          spellcheck={false}
          value={props.filter}
          onInput={(event) => props.onFilter(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && props.onFilter('')}
        />
        {props.filter !== '' && (
          <IconButton action="clear-filter" label="Clear filter" icon="close" onClick={() => props.onFilter('')} />
        )}
      </div>
      <label class="check" title="Keep the log when the page navigates">
        <input
          type="checkbox"
          data-action="preserve"
          checked={props.isLogPreserved}
          onChange={(event) => props.onPreserve(event.currentTarget.checked)}
        />
        Preserve log
      </label>
      {props.selection !== null && (
        <span class="selection-chip" data-selection title={`Only messages of ${props.selection} are shown`}>
          <span>{props.selection}</span>
          <IconButton action="deselect" label="Show all messages" icon="close" onClick={props.onDeselect} />
        </span>
      )}
      <div class="toolbar-end">{props.children}</div>
    </div>
  );
}
