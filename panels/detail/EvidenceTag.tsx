import type { Evidence } from '../../src/model';

/** How sure something is: the word, and the line by which the graph draws it. */
export function EvidenceTag({ evidence }: { evidence: Evidence }) {
  return (
    <span class="evidence" data-evidence={evidence}>
      <svg width="20" height="8" viewBox="-10 -4 20 8" aria-hidden="true">
        <g class={`channel is-${evidence}`}>
          <path class="channel-line" d="M-9 0H9" />
        </g>
      </svg>
      {evidence}
    </span>
  );
}
