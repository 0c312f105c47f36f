import { describe, expect, test } from '@jest/globals';
import { fromElk, toElk } from '../../../panels/graph/elkGraph';
import { layoutKey, sceneOf, shareScene, type Scene } from '../../../panels/graph/scene';
import { graphIdOf, isTouchedBy, selectionOf } from '../../../panels/selection';
import { surveyMessages } from '../../../panels/survey';
import { modelAt, visibleMessages } from '../../../src/model';
import { playMixedScenario } from '../../panels/support/mixedScenario';
import { delivered, playScenario, port, posted, startScript } from '../../panels/support/scenario';

const measure = (text: string) => text.length * 7;
const widths = { title: measure, label: measure, note: measure };

describe('the scene', () => {
  test('nests realms by frame tree and docks ports so that lines run inwards or to the right', () => {
    const { realms, ports } = sceneOf(playScenario());
    expect(realms.find(({ id }) => id === 'inner')?.parent).toBe('widget');
    expect(realms.find(({ kind }) => kind === 'worker')?.parent).toBe('top');
    expect(realms.find(({ id }) => id === 'editor')?.origin).toBeNull();
    expect(realms.find(({ id }) => id === 'widget')?.origin).toBe('widget.test');
    expect(ports[0]).toMatchObject({ realm: 'top', side: 'WEST', isInward: true });
    expect(ports[1]).toMatchObject({ realm: 'editor', side: 'WEST', isInward: false });
  });

  test('draws a past moment as it draws the present', () => {
    const model = playMixedScenario();
    const past = modelAt(model, Infinity);
    const survey = (one: typeof model) => surveyMessages(visibleMessages(one), false);
    expect(sceneOf(past, 2, survey(past))).toEqual(sceneOf(model, 2, survey(model)));
  });

  test('puts what is inside a realm into lanes by turns', () => {
    const { model, realm } = startScript();
    realm('top', 'https://app.example/', 'top');
    realm('left', 'https://app.example/left', 'top.frames[0]');
    realm('right', 'https://app.example/right', 'top.frames[1]');
    const lanes = (laneCount: 1 | 2) => sceneOf(model, laneCount).realms.map(({ id, lane }) => `${id} ${lane}`);
    expect(lanes(2).slice(1)).toEqual(['left WEST', 'right EAST']);
    expect(lanes(1).slice(1)).toEqual(['left WEST', 'right WEST']);
  });

  test('draws no box for service workers that a page only listens to', () => {
    const { model, realm, say } = startScript();
    const titles = () => sceneOf(model).realms.map(({ title }) => title);
    const via = { type: 'service-worker', worker: 1 } as const;
    realm('top', 'https://app.example/', 'top');
    say('top', { kind: 'service-worker-met', worker: 1, url: '' });
    expect(titles()).toEqual(['app.example/']);
    say('top', delivered(via, 'from one of them'));
    expect(titles()).toEqual(['app.example/', expect.stringContaining('service workers of this page')]);
  });

  test('names a channel for those who do not see it', () => {
    const [channel] = sceneOf(playScenario()).channels;
    expect(channel?.name).toBe('Channel 1: port 1 in app.example/ — port 2 in /editor.html?doc=42, 10 messages');
  });

  test('puts a port that no realm has shown into a place of its own', () => {
    const { model, realm, say } = startScript();
    realm('top', 'https://app.example/', 'top');
    say('top', { kind: 'port-met', handle: 1 });
    const { realms, ports } = sceneOf(model);
    expect(realms.map(({ kind }) => kind)).toEqual(['frame', 'unseen']);
    expect(ports[1]?.realm).toBe(realms[1]?.id);
  });

  test('a message changes what is drawn of its channel alone, and no place', () => {
    const { model, realm, say } = startScript();
    realm('top', 'https://app.example/', 'top');
    say('top', { kind: 'channel-created', handles: [1, 2] }, { kind: 'channel-created', handles: [3, 4] });
    say('top', { kind: 'started', handle: 2, how: 'start' });
    const before = sceneOf(model);
    say('top', posted(port(1), 'x'), delivered(port(2), 'x'));
    const after = shareScene(before, sceneOf(model));
    expect(after.realms).toBe(before.realms);
    expect(after.ports).toBe(before.ports);
    expect(after.channels[1]).toBe(before.channels[1]);
    expect(after.channels[0]).not.toBe(before.channels[0]);
    expect(layoutKey(after)).toBe(layoutKey(before));
  });

  test('a port that moves to another realm asks for a new layout', () => {
    const { model, realm, say } = startScript();
    realm('top', 'https://app.example/', 'top');
    say('top', { kind: 'worker-created', worker: 1, url: 'https://app.example/w.js', late: false });
    say('top', { kind: 'channel-created', handles: [1, 2] });
    const before = layoutKey(sceneOf(model));
    say('top', posted({ type: 'worker', worker: 1 }, 'take', [{ type: 'port', handle: 2 }]));
    expect(layoutKey(sceneOf(model))).not.toBe(before);
  });
});

describe('what no channel carries', () => {
  const names = (scene: Scene) => scene.flows.map(({ name }) => name);

  test('is one line for two realms and each way of sending, with a count for both directions', () => {
    expect(names(sceneOf(playMixedScenario()))).toEqual([
      'Window messages: 2 messages from app.example/ to /cart.html',
      'Window messages: 1 message from app.example/ to widget.test/embed.html, 1 message from widget.test/embed.html to app.example/',
      'Window messages: 1 message from opener id.example to app.example/',
      'Worker messages: 1 message from app.example/ to /sync.js, 2 messages from /sync.js to app.example/',
      'Service worker messages: 1 message from app.example/ to /sw.js, 1 message from /sw.js to app.example/',
      'Window messages: 3 messages of app.example/ to itself',
      'Broadcast “cart-updates”: 1 message from app.example/, 0 to it',
      'Broadcast “cart-updates”: 1 message from /cart.html, 2 to it',
    ]);
  });

  test('has boxes of its own outside of the page: other windows, workers of many pages, groups', () => {
    const outside = sceneOf(playMixedScenario()).realms.filter(({ parent }) => parent === null);
    expect(outside.map(({ kind, heading, path }) => [kind, heading, path])).toEqual([
      ['frame', '/', 'top'],
      ['window', 'opener', 'another tab, not inspected'],
      ['shared-worker', '/hub.js', 'shared worker “hub”'],
      ['service-worker', '/sw.js', 'service worker'],
      ['group', '“cart-updates”', 'broadcast, app.example'],
    ]);
  });

  test('is left out with the noise, and what else it is made of stays where it is', () => {
    const model = playMixedScenario();
    const quiet = sceneOf(model, 2, surveyMessages(visibleMessages(model), false));
    const loud = sceneOf(model, 2, surveyMessages(visibleMessages(model), true));
    expect([quiet.hiddenPorts, loud.hiddenPorts]).toEqual([2, 0]);
    expect([quiet.channels.length, loud.channels.length]).toEqual([1, 2]);
    expect(loud.flows.filter(({ id }) => !quiet.flows.some((flow) => flow.id === id))).toHaveLength(1);
  });

  test('is selected by the ids that the graph knows it by', () => {
    const model = playMixedScenario();
    for (const { id } of sceneOf(model).flows) {
      const selection = selectionOf(model, id);
      expect(selection === null ? null : graphIdOf(selection)).toBe(id);
      expect(visibleMessages(model).some((row) => selection !== null && isTouchedBy(row, selection))).toBe(true);
    }
    for (const id of ['flow:window:1:99', 'flow:port:1:2', 'flow:', 'group:9', 'member:1:99', 'other:1', '']) {
      expect(selectionOf(model, id)).toBeNull();
    }
  });
});

describe('the layout library', () => {
  test.each([playScenario, playMixedScenario])('gets every box once, in its parent, and every end and line', (play) => {
    const scene = sceneOf(play());
    const graph = toElk(scene, widths);
    const nodes: string[] = [];
    const ports: string[] = [];
    const visit = (node: typeof graph): void => {
      nodes.push(node.id);
      ports.push(...(node.ports ?? []).map(({ id }) => id));
      node.children?.forEach(visit);
    };
    graph.children?.forEach(visit);
    const isOurs = (id: string) => !/^(stand-in|lead):/.test(id);
    expect(nodes.filter(isOurs).sort()).toEqual(scene.realms.map(({ id }) => id).sort());
    const ends = [...scene.ports.map(({ id }) => `port:${id}`), ...scene.docks.map(({ id }) => `dock:${id}`)];
    expect(ports.filter(isOurs).sort()).toEqual(ends.sort());
    expect(graph.edges?.filter(({ id }) => isOurs(id))).toHaveLength(scene.channels.length + scene.flows.length);
  });

  test('answers with places; lines are turned to run from the first port to the second', () => {
    const { model, realm, say } = startScript();
    realm('top', 'https://app.example/', 'top');
    say('top', { kind: 'channel-created', handles: [1, 2] });
    const scene = sceneOf(model);
    const section = { id: 's', startPoint: { x: 9, y: 9 }, endPoint: { x: 1, y: 1 } };
    const layout = fromElk(
      {
        id: 'root',
        width: 50,
        height: 40,
        children: [{ id: 'top', x: 5, y: 6, width: 30, height: 20, ports: [{ id: 'port:1', x: 10, y: 12 }] }],
        edges: [{ id: 'channel:1', sources: ['port:2'], targets: ['port:1'], sections: [section] }],
      },
      scene,
    );
    expect(layout.realms.get('top')).toEqual({ x: 5, y: 6, width: 30, height: 20 });
    expect(layout.ports.get(1)).toEqual({ x: 16, y: 18 });
    expect(layout.channels.get(1)).toEqual([
      { x: 1, y: 1 },
      { x: 9, y: 9 },
    ]);
    expect(layout.bounds).toEqual({ x: 0, y: 0, width: 50, height: 40 });
  });
});
