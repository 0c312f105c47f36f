import type { Diagnostic } from '../../src/model';
import { formatPlural } from '../shared/format';
import { graphIdOf, type Selection } from '../selection';
import { Section } from '../shared/Facts';
import { DiagnosticItem, type Links } from './DiagnosticItem';

/** On top of a detail: what is wrong with what it is about. Nothing where nothing is. */
export function DiagnosticsSection(
  props: Links & {
    diagnostics: readonly Diagnostic[];
    /** What the detail is about: that needs no link. null: a message. */
    about: Selection | null;
  },
) {
  const { diagnostics } = props;
  const here = props.about === null ? null : graphIdOf(props.about);
  if (diagnostics.length === 0) return null;
  return (
    <Section title={formatPlural(diagnostics.length, 'diagnostic')} hook="diagnostics">
      <ul class="diagnostics">
        {diagnostics.map((diagnostic) => (
          <DiagnosticItem
            key={diagnostic.id}
            diagnostic={diagnostic}
            isSubjectNamed={graphIdOf(diagnostic.subject) !== here}
            onSelect={props.onSelect}
            onMessage={props.onMessage}
          />
        ))}
      </ul>
    </Section>
  );
}
