import { useEffect, useRef, useState } from 'preact/hooks';
import type { Diagnostic } from '../../src/model';
import { Detail } from '../detail/Detail';
import { nameSelection, type Selection } from '../selection';
import { formatCount } from '../shared/format';
import { DiagnosticItem, type Links } from './DiagnosticItem';
import { keepOrder } from './keepOrder';
import { LEVELS, type Level } from './levels';
import { diagnosticsAbout } from './subjects';

/** The DOM id of the list. */
export const LIST_ID = 'diagnostics-list';

const GROUP_WORDS: Record<Level, string> = { error: 'Errors', warning: 'Warnings', info: 'Info' };

/** All diagnostics, by level. */
export function DiagnosticsList(
  props: Links & {
    diagnostics: readonly Diagnostic[];
    /** What is selected in the graph. */
    selection: Selection | null;
    onClose: () => void;
  },
) {
  // What it is narrowed to stays the same while links of the list select other things.
  const [only, setOnly] = useState(() => subjectOf(props.diagnostics, props.selection));
  const shown = useRef<string[]>([]);
  const all = keepOrder(shown.current, props.diagnostics);
  useEffect(() => {
    const known = new Set(shown.current);
    shown.current.push(...all.map(({ id }) => id).filter((id) => !known.has(id)));
  });
  const diagnostics = only === null ? all : diagnosticsAbout(all, only);
  return (
    <Detail icon="warning" title="Diagnostics" id={LIST_ID} isFocused onClose={props.onClose}>
      <Narrowing all={all} selection={props.selection} only={only} onNarrow={setOnly} />
      {all.length === 0 && (
        <div class="placeholder" data-placeholder="no-diagnostics">
          <h2>Nothing is wrong, as far as is seen</h2>
          <p>Lost messages, ports that nobody starts and the like are listed here, with how to fix them.</p>
        </div>
      )}
      {LEVELS.map((level) => {
        const group = diagnostics.filter((diagnostic) => diagnostic.level === level);
        if (group.length === 0) return null;
        return (
          <section class="section diagnostic-group" key={level} data-group={level}>
            <h3>
              {GROUP_WORDS[level]} <span class="group-count">{formatCount(group.length)}</span>
            </h3>
            <ul class="diagnostics">
              {group.map((diagnostic) => (
                <DiagnosticItem
                  key={diagnostic.id}
                  diagnostic={diagnostic}
                  isSubjectNamed
                  onSelect={props.onSelect}
                  onMessage={props.onMessage}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {all.length > 0 && (
        <p class="fact-note diagnostics-note">
          As far as is seen: what happens inside workers, in other tabs and before recording is not.
        </p>
      )}
    </Detail>
  );
}

/** The selection, if something is wrong there. */
function subjectOf(diagnostics: readonly Diagnostic[], selection: Selection | null): Selection | null {
  return selection !== null && diagnosticsAbout(diagnostics, selection).length > 0 ? selection : null;
}

/** How many of how many are shown, and the way to the others: `2 on port 3 · show all 9`. */
function Narrowing(props: {
  all: readonly Diagnostic[];
  selection: Selection | null;
  only: Selection | null;
  onNarrow: (only: Selection | null) => void;
}) {
  const { all, only } = props;
  const subject = only ?? subjectOf(all, props.selection);
  if (subject === null) return null;
  const count = formatCount(diagnosticsAbout(all, subject).length);
  return (
    <p class="narrowing" data-narrowing={only !== null}>
      {only === null ? `All ${formatCount(all.length)}` : `${count} on ${nameSelection(subject)}`} ·{' '}
      <button
        type="button"
        class="link"
        data-action="narrow"
        onClick={() => props.onNarrow(only === null ? subject : null)}
      >
        {only === null ? `show only the ${count} on ${nameSelection(subject)}` : `show all ${formatCount(all.length)}`}
      </button>
    </p>
  );
}
