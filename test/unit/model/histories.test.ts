/** Random histories of ports, told by an omniscient simulator: the model must come to what truly happened. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holderOf, isRow, messageEnds, peerOf, queueOf, type Model } from '../../../src/model';
import { mixedModelOfWorld, portOf } from '../../support/modelOfWorld';
import { World, isHere, type TruePort, type TrueRealm } from '../../support/world';

describe('any history', () => {
  const realmNames = ['top', 'left', 'right', 'inner'];
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('post' as const), port: fc.nat(11), other: fc.nat(11) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('send' as const), port: fc.nat(11), other: fc.nat(11) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('start' as const), port: fc.nat(11), other: fc.nat(11) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), port: fc.nat(11), other: fc.nat(11) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('clone' as const), port: fc.nat(11), other: fc.nat(11) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('call' as const), port: fc.nat(11), other: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), port: fc.nat(11), other: fc.nat(11) }) },
  );

  /**
   * Six channels; the first three join neighbouring realms and carry the ports of the others about, so that every
   * transfer is one that agents see on both sides.
   */
  function play(
    steps: { do: 'post' | 'send' | 'start' | 'close' | 'clone' | 'call' | 'end'; port: number; other: number }[],
  ): World {
    const world = new World();
    const realms = realmNames.map((name) => world.addRealm(name));
    const ports: TruePort[] = [];
    for (let i = 0; i < 6; i += 1) {
      world.addChannel(realms[i < 3 ? 0 : i % 4] as never, `p${i}`, `q${i}`);
      ports.push(world.ports.get(`p${i}`) as TruePort, world.ports.get(`q${i}`) as TruePort);
    }
    // A port that reaches another realm unseen, and says who it is at once, so that it can be told.
    for (let i = 0; i < 3; i += 1) {
      const [stays, goes] = [ports[2 * i] as TruePort, ports[2 * i + 1] as TruePort];
      world.start(stays);
      world.postToWindow(realms[0] as never, realms[i + 1] as never, `take port ${i}`, goes);
      world.post(goes, `I am port ${i}`);
      world.start(goes);
    }
    const call = (port: TruePort, to: TrueRealm, text: string): void => {
      if (port.handle === 0 || isChannelUsedByParcels(port)) return;
      world.callWindow(port.holder, to, text, { carried: port });
      world.flush(to);
    };
    const isChannelUsedByParcels = (port: TruePort): boolean => ports.indexOf(port) < 6;
    let count = 0;
    for (const { do: what, port, other } of steps) {
      const [chosen, second] = [ports[port] as TruePort, ports[other] as TruePort];
      count += 1;
      if (what === 'post') world.post(chosen, `message ${count}`);
      else if (what === 'send') world.post(ports[port % 6] as TruePort, `parcel ${count}`, second);
      else if (what === 'start') world.start(chosen);
      else if (what === 'clone') world.clone(chosen);
      else if (what === 'call') call(chosen, realms[other % 4] as TrueRealm, `by window ${count}`);
      else if (other % 3 === 0 && what === 'end') world.end(realms[1 + (port % 3)] as TrueRealm);
      else if (other % 3 === 0) world.close(chosen);
    }
    return world;
  }

  test('gives the truth, whatever order the batches of different realms come in', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.infiniteStream(fc.nat(3)),
        fc.nat(6),
        (steps, choices, size) => {
          const world = play(steps);
          world.report();
          expectTruth(mixedModelOfWorld(world, choices, size + 1), world);
        },
      ),
      { numRuns: 500 },
    );
  });

  function expectTruth(model: Model, world: World): void {
    const notices = model.notices.map(({ text }) => text);
    expect(notices).toEqual([]);
    for (const port of world.ports.values()) {
      if (!isHere(port)) continue;
      const known = portOf(model, port);
      expect([port.name, holderOf(known)?.id]).toEqual([port.name, port.holder.id]);
      if (isHere(port.peer)) expect(peerOf(known).id).toBe(portOf(model, port.peer).id);
      if (!port.isClosed) expect([port.name, queueOf(known).count]).toEqual([port.name, port.queue.length]);
    }
    // Every message once: with its text, from where it was posted to where it was taken.
    const rows = model.messages.filter(isRow);
    const seen = rows.map((row) => {
      const value = row.post?.value ?? row.delivery?.value;
      const text = value && 'text' in value ? (JSON.parse(value.text) as string) : '';
      return `${text}: ${messageEnds(row).from.realm?.id} → ${row.delivery === null ? '' : row.delivery.realm.id}`;
    });
    const true_ = world.messages.map(({ text, from, to }) => `${text}: ${from.id} → ${to?.id ?? ''}`);
    expect(seen.sort()).toEqual(true_.sort());
  }
});
