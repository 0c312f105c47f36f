import type { Diagnostic } from '../../src/model';
import { formatPlural } from '../shared/format';
import { Section } from '../shared/Facts';
import { DiagnosticItem, type Links } from './DiagnosticItem';

/** On top of a detail: what is wrong with what it is about. Nothing where nothing is. */
export function DiagnosticsSection(
  props: Links & {
    diagnostics: readonly Diagnostic[];
    /** The detail is about this one: its name needs no link. */
    isAbout: (diagnostic: Diagnostic) => boolean;
  },
) {
  const { diagnostics } = props;
  if (diagnostics.length === 0) return null;
  return (
    <Section title={formatPlural(diagnostics.length, 'diagnostic')} hook="diagnostics">
      <ul class="diagnostics">
        {diagnostics.map((diagnostic) => (
          <DiagnosticItem
            key={diagnostic.id}
            diagnostic={diagnostic}
            isSubjectNamed={!props.isAbout(diagnostic)}
            onSelect={props.onSelect}
            onMessage={props.onMessage}
          />
        ))}
      </ul>
    </Section>
  );
}
