import { useState } from 'preact/hooks';
import { formatClock, formatPlural } from '../shared/format';
import type { Notice } from '../../src/model';
import { Icon } from '../shared/Icon';
import { IconButton } from '../shared/IconButton';
import type { Status } from '../sessionTypes';

/**
 * Bars below the toolbar, shown only when there is something to tell: the connection is broken, the page was there
 * before DevTools, or something interrupted the recording.
 */
export function StatusBars(props: { status: Status; notices: readonly Notice[]; onReload: () => void }) {
  const { status } = props;
  return (
    <>
      {!status.isConnected && status.state !== 'connecting' && (
        <div class="bar is-warning" role="status" data-bar="disconnected">
          <Icon name="warning" />
          <span class="bar-text">Connecting again… What the page does until then is kept and shown afterwards.</span>
        </div>
      )}
      {status.state === 'attached' && status.isLate && (
        <div class="bar" role="status" data-bar="late">
          <Icon name="info" />
          <span class="bar-text">
            The page was loaded before DevTools was opened: earlier ports and messages are missing.
          </span>
          <button type="button" class="text-button" data-action="reload-late" onClick={props.onReload}>
            Reload to see everything
          </button>
        </div>
      )}
      <NoticeBar notices={props.notices.filter((notice) => notice.kind !== 'late attach')} />
    </>
  );
}

/** The newest notice in a line; the others on demand. */
function NoticeBar(props: { notices: readonly Notice[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const [dismissed, setDismissed] = useState(0);
  // After a clear there are fewer than were dismissed: those that come then are new.
  if (dismissed > props.notices.length) setDismissed(props.notices.length);
  const notices = props.notices.slice(dismissed);
  const newest = notices.at(-1);
  if (newest === undefined) return null;
  return (
    <>
      <div class="bar is-warning" role="status" data-bar="notices">
        <Icon name="warning" />
        <span class="bar-text">{newest.text}</span>
        {notices.length > 1 && (
          <button type="button" class="link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? 'Hide' : `Show all ${formatPlural(notices.length, 'notice')}`}
          </button>
        )}
        <IconButton
          action="dismiss-notices"
          label="Dismiss"
          icon="close"
          onClick={() => setDismissed(props.notices.length)}
        />
      </div>
      {isOpen && notices.length > 1 && (
        <ul class="bar-list" tabIndex={0} aria-label="Notices">
          {notices.slice(-200).map((notice, index) => (
            <li key={index}>
              {notice.realm !== null && notice.at !== null && `${formatClock(notice.realm.timeOrigin + notice.at)} `}
              {notice.text}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
