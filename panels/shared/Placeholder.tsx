import type { Refusal } from '../../src/protocol';
import type { Status } from '../sessionTypes';
import { formatPlural } from './format';

/** Stands where messages would be: says why there are none, and what to do. */
export function Placeholder(props: {
  status: Status;
  isRecording: boolean;
  /** Messages that pass the filter and are hidden, being noise. */
  hiddenNoise: number;
  /** There are messages, but none passes the filter. */
  isFiltered: boolean;
  onReload: () => void;
  onRecord: () => void;
  onShowNoise: () => void;
  onShowAll: () => void;
}) {
  if (props.hiddenNoise > 0) {
    return (
      <div class="placeholder" data-placeholder="noise">
        <h2>Only noise here</h2>
        <p>
          {formatPlural(props.hiddenNoise, 'message')} of tools in this browser {props.hiddenNoise === 1 ? 'is' : 'are'}{' '}
          hidden. There are no others to show.
        </p>
        <button type="button" class="text-button" data-action="show-noise" onClick={props.onShowNoise}>
          Show noise
        </button>
      </div>
    );
  }
  if (props.isFiltered) {
    return (
      <div class="placeholder" data-placeholder="filtered">
        <h2>No message passes the filter</h2>
        <button type="button" class="text-button" onClick={props.onShowAll}>
          Show all messages
        </button>
      </div>
    );
  }
  if (!props.isRecording) {
    return (
      <div class="placeholder" data-placeholder="paused">
        <h2>Recording is paused</h2>
        <p>Ports are still followed, but messages are not recorded.</p>
        <button type="button" class="text-button" onClick={props.onRecord}>
          Record messages
        </button>
      </div>
    );
  }
  if (props.status.state === 'connecting') {
    return (
      <div class="placeholder" data-placeholder="connecting">
        <h2>Waiting for the page…</h2>
        <p>If nothing appears, reload the page: recording begins with its first script.</p>
        <button type="button" class="text-button" onClick={props.onReload}>
          Reload page
        </button>
      </div>
    );
  }
  return (
    <div class="placeholder" data-placeholder="empty">
      <h2>No messages yet</h2>
      <p>
        Messages through ports, windows and workers appear here as the page sends them. Reload the page to see what it
        sends while it loads.
      </p>
      <button type="button" class="text-button" onClick={props.onReload}>
        Reload page
      </button>
    </div>
  );
}

/** Stands in place of all views where nothing can be seen: says why, and how to recover. */
export function Refused(props: { status: Status; onAllow: () => void; onReload: () => void }) {
  const { title, text } = REFUSALS[props.status.reason ?? 'unknown'];
  return (
    <div class="placeholder" role="alert" data-refused={props.status.reason ?? 'unknown'}>
      <h2>{title}</h2>
      <p>{text}</p>
      {props.status.reason === 'no-permission' ? (
        <button type="button" class="text-button is-primary" data-action="allow" onClick={props.onAllow}>
          Allow access
        </button>
      ) : (
        <button type="button" class="text-button" data-action="reload-refused" onClick={props.onReload}>
          Reload page
        </button>
      )}
      {props.status.detail !== undefined && <p class="detail-text">{props.status.detail}</p>}
    </div>
  );
}

const REFUSALS: Record<Refusal, { title: string; text: string }> = {
  'no-permission': {
    title: 'Portscope has no access to this page',
    text: 'The browser asks you before an extension may see a site. Allow access, then reload the page to see everything.',
  },
  'restricted-page': {
    title: 'This page cannot be inspected',
    text: 'The browser keeps extensions out of its own pages, of add-on stores and of some documents. Open another page in this tab.',
  },
  'no-file-access': {
    title: 'Portscope has no access to local files',
    text: 'Turn on “Allow access to file URLs” in the details of the extension, then reload the page.',
  },
  unknown: {
    title: 'Nothing could be put into this page',
    text: 'Reload the page. If this stays so, close and open DevTools.',
  },
};
