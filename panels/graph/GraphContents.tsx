import { ChannelEdge } from './ChannelEdge';
import { FlowEdge } from './FlowEdge';
import type { Layout } from './layout';
import type { TextWidths } from './metrics';
import { PortMark } from './PortMark';
import { RealmBox } from './RealmBox';
import type { Scene } from './scene';
import { stopOf } from './stops';

/**
 * Everything of a scene that has a place: realms (outer before inner, so that inner ones lie on top), channels, ports.
 * What came after the layout has no place yet and is drawn when the next one is there.
 */
export function GraphContents(props: {
  scene: Scene;
  layout: Layout;
  selected: string | null;
  current: string | null;
  widths: TextWidths;
}) {
  const { scene, layout, selected, current } = props;
  const state = (id: string) => ({ isSelected: id === selected, isStop: id === current });
  const titles = new Map(scene.realms.map(({ id, kind, title }) => [id, kind === 'unseen' ? null : title]));
  const docks = new Map(scene.docks.map((dock) => [dock.id, dock]));
  const depths = new Map<string, number>();
  const parents = new Map(scene.realms.map((realm) => [realm.id, realm.parent]));
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const parent = parents.get(id) ?? null;
    const depth = parent === null ? 0 : depthOf(parent) + 1;
    depths.set(id, depth);
    return depth;
  };
  const realms = [...scene.realms].sort((a, b) => depthOf(a.id) - depthOf(b.id));
  return (
    <>
      {realms.map((realm) => {
        const rect = layout.realms.get(realm.id);
        if (rect === undefined) return null;
        return <RealmBox key={realm.id} realm={realm} rect={rect} widths={props.widths} {...state(stopOf(realm))} />;
      })}
      {scene.flows.map((flow) => {
        const line = layout.flows.get(flow.id);
        const [start, end] = [layout.docks.get(flow.first), layout.docks.get(flow.second)];
        const [first, second] = [docks.get(flow.first), docks.get(flow.second)];
        if (line === undefined || !start || !end || !first || !second) return null;
        return (
          <FlowEdge
            key={flow.id}
            flow={flow}
            line={line}
            first={first}
            second={second}
            start={start}
            end={end}
            widths={props.widths}
            {...state(flow.id)}
          />
        );
      })}
      {scene.channels.map((channel) => {
        const line = layout.channels.get(channel.id);
        if (line === undefined) return null;
        return <ChannelEdge key={channel.id} channel={channel} line={line} {...state(`channel:${channel.id}`)} />;
      })}
      {scene.ports.map((port) => {
        const at = layout.ports.get(port.id);
        if (at === undefined) return null;
        const realmTitle = titles.get(port.realm) ?? null;
        return (
          <PortMark
            key={port.id}
            port={port}
            at={at}
            realmTitle={realmTitle}
            widths={props.widths}
            {...state(`port:${port.id}`)}
          />
        );
      })}
    </>
  );
}
