import type { Ref } from 'preact';
import type { Diagnostic } from '../../src/model';
import { formatCount } from '../shared/format';
import { countLevels, describeCounts, LEVELS } from './levels';
import { LevelIcon } from './LevelIcon';
import { LIST_ID } from './DiagnosticsList';

/** The button of the toolbar that says how many diagnostics there are, and opens their list. */
export function DiagnosticsBadge(props: {
  diagnostics: readonly Diagnostic[];
  isOpen: boolean;
  onPress: () => void;
  buttonRef: Ref<HTMLButtonElement>;
}) {
  const { diagnostics, isOpen } = props;
  const counts = countLevels(diagnostics);
  const words = describeCounts(diagnostics) || 'No diagnostics';
  const levels = LEVELS.filter((level) => counts[level] > 0);
  return (
    <button
      type="button"
      class={`badge ${levels.length === 0 ? 'is-quiet' : ''}`}
      data-action="diagnostics"
      ref={props.buttonRef}
      aria-label={words}
      title={`${words}. ${isOpen ? 'Close the list' : 'Show what is wrong, as far as is seen, and how to fix it'}`}
      aria-expanded={isOpen}
      aria-controls={isOpen ? LIST_ID : undefined}
      onClick={props.onPress}
    >
      {levels.length === 0 ? (
        <Nothing />
      ) : (
        levels.map((level) => (
          <span class="badge-count" key={level} data-level={level}>
            <LevelIcon level={level} />
            {formatCount(counts[level])}
          </span>
        ))
      )}
    </button>
  );
}

/** The ground of the warning sign, empty. */
function Nothing() {
  return (
    <svg class="icon" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
      <path fill="none" stroke="currentColor" d="M0-5.5 6 5H-6Z" />
    </svg>
  );
}
