import type { PortState } from '../../src/model';

/** The same as an icon in a line of text. Decorative: the word stands beside it. */
export function StateIcon({ state }: { state: PortState }) {
  return (
    <svg class="icon" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
      <g class={`port is-${state.replaceAll(' ', '-')}`}>
        <StateGlyph state={state} />
      </g>
    </svg>
  );
}

/** The shape that stands for a state of a port, around the origin, 12 pixels wide. */
export function StateGlyph({ state }: { state: PortState }) {
  switch (state) {
    case 'new':
      return <circle class="glyph" r="5" />;
    case 'started':
      return <circle class="glyph is-full" r="5" />;
    case 'queueing':
      return <rect class="glyph is-full is-waiting" x="-5" y="-5" width="10" height="10" rx="2" />;
    case 'transferred':
      return <path class="glyph" d="M0 -6 6 0 0 6 -6 0Z" />;
    case 'closed':
      return (
        <>
          <circle class="glyph" r="5.5" />
          <path class="glyph-mark" d="M-2.4 -2.4 2.4 2.4M2.4 -2.4-2.4 2.4" />
        </>
      );
    case 'peer closed':
      return (
        <>
          <circle class="glyph" r="5" />
          <path class="glyph is-full" d="M0 -5A5 5 0 0 0 0 5Z" />
        </>
      );
    case 'collected':
      return (
        <>
          <circle class="glyph is-broken" r="5.5" />
          <path class="glyph-mark" d="M-2.5 0H2.5" />
        </>
      );
    case 'realm gone':
      return (
        <>
          <circle class="glyph is-broken" r="5.5" />
          <path class="glyph-mark" d="M-3.5 3.5 3.5 -3.5" />
        </>
      );
    case 'began before recording':
      return (
        <>
          <circle class="glyph" r="5.5" />
          <circle class="glyph-dot" r="2" />
        </>
      );
  }
}
