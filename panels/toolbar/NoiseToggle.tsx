import { formatCount, formatPlural } from '../shared/format';
import type { Noise } from '../survey';

/** Shows or hides what tools in the browser send. There only where something is to show or hide. */
export function NoiseToggle(props: { noise: Noise; isShown: boolean; onShow: (isShown: boolean) => void }) {
  const { count, tools } = props.noise;
  if (count === 0) return null;
  const who = tools.map(([tool, messages]) => `${tool} (${formatCount(messages)})`).join(', ');
  return (
    <button
      type="button"
      class="toggle"
      data-action="noise"
      aria-pressed={props.isShown}
      aria-label={`Noise, ${formatPlural(count, 'message')} of tools`}
      title={`${formatPlural(count, 'message')} that tools in this browser send, not the page itself: ${who}. ${
        props.isShown ? 'Press to hide them.' : 'They are hidden, and so are channels that carry nothing else.'
      }`}
      onClick={() => props.onShow(!props.isShown)}
    >
      Noise <span data-counter="noise">{formatCount(count)}</span>
    </button>
  );
}
