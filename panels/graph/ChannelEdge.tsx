import { formatCount } from '../shared/format';
import { memo } from '../shared/memo';
import { lengthOf, pointAt, toPath, type Polyline } from './polyline';
import type { SceneChannel } from './scene';
import { TroubleMark, withTrouble, withTroubles } from './TroubleMark';

type Props = { channel: SceneChannel; line: Polyline; isSelected: boolean; isStop: boolean };

/** Free pixels between the inner port and the count: the outer port's label takes the first part of the line. */
const COUNT_FROM_PORT = 10;

/** A channel: the line between its two ports, in the style of its evidence, with the number of its messages. */
export const ChannelEdge = memo(function ChannelEdge({ channel, line, isSelected, isStop }: Props) {
  const path = toPath(line);
  const count = channel.messages === 0 ? '' : formatCount(channel.messages);
  const width = 8 + 6 * count.length;
  const middle = pointAt(line, countShare(line, channel.inward, width));
  const name = withTroubles(channel.name, channel);
  const looks = ['channel', `is-${channel.evidence}`, isSelected && 'is-selected', channel.isOpen || 'is-ended'];
  return (
    <g
      class={looks.filter((look) => typeof look === 'string').join(' ')}
      data-channel={channel.id}
      data-stop={`channel:${channel.id}`}
      data-evidence={channel.evidence}
      role="button"
      tabindex={isStop ? 0 : -1}
      aria-pressed={isSelected}
      aria-label={name}
    >
      <title>{withTrouble(`${name}\nevidence: ${channel.evidence}`, channel)}</title>
      <path class="channel-hit" d={path} />
      <path class="channel-line" d={path} />
      {count !== '' && (
        <g class="channel-count" transform={`translate(${middle.x} ${middle.y})`}>
          <rect x={-width / 2} y="-7" width={width} height="14" rx="7" />
          <text y="3.5" text-anchor="middle">
            {count}
          </text>
        </g>
      )}
      <TroubleMark
        mark={channel}
        x={middle.x + (count === '' ? 0 : width / 2 + 1)}
        y={middle.y - (count === '' ? 0 : 7)}
      />
    </g>
  );
});

/** Where on the line the count stands: in the middle, or near the inner end if the other end's label is in the way. */
function countShare(line: Polyline, inward: SceneChannel['inward'], width: number): number {
  if (inward === 'none') return 0.5;
  const share = Math.min(0.5, (COUNT_FROM_PORT + width / 2) / Math.max(1, lengthOf(line)));
  return inward === 'first' ? 1 - share : share;
}
