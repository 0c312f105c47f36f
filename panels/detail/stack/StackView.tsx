import { useEffect, useState } from 'preact/hooks';
import { stackOf, type StackRef } from '../../../src/model';
import { CopyButton } from '../../shared/CopyButton';
import { Section } from '../../shared/Facts';
import { formatPlural } from '../../shared/format';
import { isOpenable, shortLocation, type Location } from './location';
import { parseStack, type StackLine } from './parseStack';
import type { StackDesk } from './stackDesk';

type Props = {
  /** null: none was taken. */
  stack: StackRef | null;
  desk: StackDesk;
};

/** A part of the detail about where a call came from. */
export function StackSection(props: Props & { title: string }) {
  const known = stackOf(props.stack);
  const copy =
    known.state === 'told' ? (
      <CopyButton action="copy-stack" label="Copy stack" getText={() => known.text} />
    ) : undefined;
  return (
    <Section title={props.title} actions={copy}>
      <StackView {...props} />
    </Section>
  );
}

/** The frames of a stack, or why there are none. Its text is asked for when it is first looked at. */
export function StackView({ stack, desk }: Props) {
  const known = stackOf(stack);
  const [isAsked, setAsked] = useState(true);
  useEffect(() => {
    if (stack !== null && known.state === 'not told yet') setAsked(desk.ask(stack));
  }, [stack, known.state]);

  switch (known.state) {
    case 'not taken':
      return <NotTaken desk={desk} />;
    case 'told':
      return <Frames text={known.text} desk={desk} />;
    case 'gone':
      return (
        <p class="is-missing" data-stack="gone">
          Not kept any more: the page holds the newest stacks only, and writes none where that would run its own code.
        </p>
      );
    case 'not told yet':
      return isAsked ? (
        <p class="is-missing" data-stack="asked">
          Asking the page…
        </p>
      ) : (
        <p class="is-missing" data-stack="gone">
          Not kept any more: the realm that held it is gone.
        </p>
      );
  }
}

function NotTaken({ desk }: { desk: StackDesk }) {
  if (desk.areTaken) {
    return (
      <p class="is-missing" data-stack="none">
        None was taken: call stacks were off then, or taking one would have run the page’s own code.
      </p>
    );
  }
  return (
    <p class="is-missing" data-stack="off">
      Call stacks are not taken.{' '}
      <button type="button" class="link" data-action="take-stacks" onClick={desk.take}>
        Take them from now on
      </button>
    </p>
  );
}

function Frames({ text, desk }: { text: string; desk: StackDesk }) {
  const { lines, own, more } = parseStack(text, desk.ownOrigin);
  const [unknown, setUnknown] = useState<Location | null>(null);
  const open = (location: Location) => {
    setUnknown(null);
    void desk.open?.(location.url, location.line ?? 1, location.column ?? 1).then((isKnown) => {
      if (!isKnown) setUnknown(location);
    });
  };
  return (
    <>
      <ol class="frames" data-stack="frames">
        {lines.map((line, index) => (
          <li key={index}>
            {line.kind === 'text' ? (
              <span class="is-missing">{line.text}</span>
            ) : (
              <Frame frame={line} onOpen={desk.open === null ? null : open} />
            )}
          </li>
        ))}
      </ol>
      {lines.length === 0 && <p class="is-missing">It has no frame of the page: the browser itself made the call.</p>}
      {more > 0 && <p class="fact-note">{formatPlural(more, 'more frame')} not shown</p>}
      {own > 0 && <p class="fact-note">{formatPlural(own, 'frame')} of Portscope hidden</p>}
      <p class="fact-note" role="status">
        {unknown !== null && `Sources does not have ${shortLocation(unknown)} (any more).`}
      </p>
    </>
  );
}

function Frame(props: { frame: StackLine & { kind: 'frame' }; onOpen: ((location: Location) => void) | null }) {
  const { name, location, note, isAsync } = props.frame;
  return (
    <>
      <span class="frame-name">
        {isAsync && <span class="fact-note">async </span>}
        {name ?? '(anonymous)'}
        {note !== null && <span class="fact-note"> {note}</span>}
      </span>
      {location !== null &&
        (props.onOpen !== null && isOpenable(location) ? (
          <button type="button" class="link" title={location.url} onClick={() => props.onOpen?.(location)}>
            {shortLocation(location)}
          </button>
        ) : (
          <span class="frame-place" title={location.url}>
            {shortLocation(location)}
          </span>
        ))}
    </>
  );
}
