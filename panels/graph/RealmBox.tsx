import { KIND_ICONS, KIND_WORDS } from '../realmLooks';
import { iconPath, type IconName } from '../shared/Icon';
import { memo } from '../shared/memo';
import { fitText } from '../shared/measureText';
import type { Rect } from './layout';
import { METRICS, type TextWidths } from './metrics';
import type { SceneRealm } from './scene';
import { stopOf } from './stops';
import { TroubleMark, withTrouble, withTroubles } from './TroubleMark';

type Props = { realm: SceneRealm; rect: Rect; isSelected: boolean; isStop: boolean; widths: TextWidths };

/** A realm, or a group of BroadcastChannels: a box with its name, its origin (where it is another than around it) and its address. */
export const RealmBox = memo(function RealmBox({ realm, rect, isSelected, isStop, widths }: Props) {
  if (realm.kind === 'unseen') return <UnseenHolder rect={rect} />;
  const { headHeight, padding, chipPadding, markWidth } = METRICS;
  const radius = RADII[realm.kind];
  const isWorker = realm.kind.endsWith('worker');
  const inner = rect.width - 2 * padding;
  const origin = realm.origin === null ? null : fitText(realm.origin, inner - chipPadding, widths.note);
  const chipWidth = origin === null ? 0 : widths.note(origin) + chipPadding;
  const looks = ['realm', `is-${realm.kind}`, isSelected && 'is-selected', realm.isGone && 'is-gone'];
  const name = withTroubles(describe(realm), realm);
  const titleRoom = inner - 17 - (realm.isAltered ? markWidth : 0);
  return (
    <g
      class={looks.filter(Boolean).join(' ')}
      transform={`translate(${rect.x} ${rect.y})`}
      data-realm={realm.id}
      data-stop={stopOf(realm)}
      data-kind={realm.kind}
      role="button"
      tabindex={isStop ? 0 : -1}
      aria-pressed={isSelected}
      aria-label={name}
    >
      <title>{withTrouble(name, realm)}</title>
      <rect class="realm-fill" width={rect.width} height={rect.height} rx={radius} />
      <path class="realm-head" d={headPath(rect.width, headHeight, radius)} />
      <rect class="realm-box" width={rect.width} height={rect.height} rx={radius} />
      {isWorker && (
        <rect class="realm-inner" x="3" y="3" width={rect.width - 6} height={rect.height - 6} rx={radius - 3} />
      )}
      <path
        class="realm-icon"
        transform={`translate(${padding - 3} 4)`}
        d={iconPath(iconOf(realm))}
        fill-rule="evenodd"
      />
      <text class="realm-title" x={padding + 17} y="16">
        {fitText(
          realm.isGone ? `${realm.heading} (${realm.kind === 'group' ? 'closed' : 'gone'})` : realm.heading,
          titleRoom,
          widths.title,
        )}
      </text>
      {realm.isAltered && (
        <path
          class="realm-altered"
          transform={`translate(${rect.width - padding - 13} 4)`}
          d={iconPath('warning')}
          fill-rule="evenodd"
        />
      )}
      {origin !== null && <rect class="realm-chip" x={padding - 3} y="21" width={chipWidth - 6} height="13" rx="3" />}
      {origin !== null && (
        <text class="realm-origin" x={padding + 2} y="31">
          {origin}
        </text>
      )}
      <text class="realm-path" x={padding + chipWidth} y="31">
        {inner - chipWidth < 24 ? '' : fitText(realm.path, inner - chipWidth, widths.note)}
      </text>
      <TroubleMark mark={realm} x={rect.width - Math.max(radius, 8)} y={0} />
    </g>
  );
});

/** A port whose holder no realm has shown still needs a place to be docked on. */
function UnseenHolder({ rect }: { rect: Rect }) {
  return (
    <g class="realm is-unseen" transform={`translate(${rect.x} ${rect.y})`}>
      <rect class="realm-box" width={rect.width} height={rect.height} rx="5" />
    </g>
  );
}

/** Corners tell what is no document: workers are round, a group is a pill, the window of another tab is sharp. */
const RADII: Record<Exclude<SceneRealm['kind'], 'unseen'>, number> = {
  frame: 5,
  worker: 14,
  'shared-worker': 14,
  'service-worker': 14,
  window: 0,
  group: 19,
};

function iconOf({ kind }: SceneRealm): IconName {
  return kind === 'group' ? 'broadcast' : KIND_ICONS[kind === 'unseen' ? 'frame' : kind];
}

function describe(realm: SceneRealm): string {
  const notes = [
    realm.isGone ? (realm.kind === 'group' ? 'closed' : 'gone') : '',
    realm.isInstrumented ? '' : 'seen from outside only',
    realm.isAltered ? 'altered before Portscope came: what it tells may be forged' : '',
  ].filter(Boolean);
  const kind = realm.kind === 'group' ? 'Broadcast' : KIND_WORDS[realm.kind === 'unseen' ? 'frame' : realm.kind];
  const address = [realm.origin, realm.path].filter(Boolean).join(' ');
  return `${kind} ${realm.title}, ${address}${notes.length === 0 ? '' : `, ${notes.join(', ')}`}`;
}

function headPath(width: number, height: number, radius: number): string {
  return `M0 ${height}V${radius}Q0 0 ${radius} 0H${width - radius}Q${width} 0 ${width} ${radius}V${height}Z`;
}
