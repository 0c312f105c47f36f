import { useEffect, useState } from 'preact/hooks';
import { copyText } from './copyText';
import { IconButton } from './IconButton';

/** How long the outcome is told, in ms. What went wrong takes longer to read. */
const SHOWN = { done: 1_500, failed: 6_000 };

type Outcome = { state: keyof typeof SHOWN; text: string };

/** Copies a text, for a bug report or a colleague. Says for a moment how that went. */
export function CopyButton(props: { action: string; label: string; getText: () => string }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN[outcome.state]);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    copyText(props.getText()).then(
      () => setOutcome({ state: 'done', text: 'Copied' }),
      (error: Error) => setOutcome({ state: 'failed', text: `Not copied. ${error.message}` }),
    );
  return (
    <span class="copy">
      <IconButton action={props.action} label={props.label} icon="copy" onClick={() => void copy()} />
      <span role="status">
        {outcome !== null && (
          <span class={`copy-outcome is-${outcome.state}`} data-copy={outcome.state}>
            {outcome.text}
          </span>
        )}
      </span>
    </span>
  );
}
