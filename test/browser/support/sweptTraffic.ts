/** What came of the traffic: messages posted on ports in use, and how many ports left unseen. */
export type SweptTraffic = { isBusyExact: boolean; isQueuedExact: boolean; posted: number; sentUnseen: number };

/**
 * Runs in a page with a plain agent (plainAgent.ts): keeps ports busy while their realm is swept again and again. Some
 * are used in both directions, some queue to the very end, and in every round one end of a busy one moves on: through a
 * port, by a clone, or in strict code through the window, which no agent sees.
 * @param sweeps how many are asked for.
 */
export async function makeSweptTraffic(sweeps: number): Promise<SweptTraffic> {
  'use strict';
  const EACH_ROUND = 20;
  const { fakeRelay } = globalThis as unknown as { fakeRelay: { ask(command: object): void } };
  const listen = (port: MessagePort, heard: unknown[]): MessagePort => {
    port.onmessage = ({ data }) => heard.push(data);
    return port;
  };
  const nextPort = (target: MessagePort | Window): Promise<MessagePort> =>
    new Promise((resolve) => {
      target.onmessage = ({ ports }: MessageEvent) => resolve(ports[0] as MessagePort);
    });

  const busy = Array.from({ length: 10 }, () => {
    const { port1, port2 } = new MessageChannel();
    const [there, back]: unknown[][] = [[], []];
    return { here: listen(port1, back as unknown[]), moving: listen(port2, there as unknown[]), there, back, sent: 0 };
  });
  const queued = Array.from({ length: 10 }, () => {
    const { port1, port2 } = new MessageChannel();
    return { port1, port2, heard: [] as unknown[], sent: 0 };
  });
  const [carrier, pulse] = [new MessageChannel(), new MessageChannel()];
  const sentUnseen: MessagePort[] = [];
  const ways: ((port: MessagePort) => MessagePort | Promise<MessagePort>)[] = [
    (port) => {
      const arrived = nextPort(carrier.port2);
      carrier.port1.postMessage('by port', [port]);
      return arrived;
    },
    (port) => structuredClone(port, { transfer: [port] }),
    (port) => {
      const arrived = nextPort(window);
      sentUnseen.push(port);
      window.postMessage('unseen', '*', [port]);
      return arrived;
    },
  ];
  /** Until what was posted before has arrived: ports deliver in order, and tasks are taken in turn. */
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 3; i += 1) {
      const heard = new Promise((resolve) => (pulse.port1.onmessage = resolve));
      pulse.port2.postMessage('x');
      await heard;
    }
  };

  for (let round = 0; round * EACH_ROUND < sweeps; round += 1) {
    for (let i = 0; i < EACH_ROUND; i += 1) {
      fakeRelay.ask({ kind: 'sweep' });
      if (i % 4 !== 0) continue;
      for (const channel of busy) {
        channel.here.postMessage(channel.sent);
        channel.moving.postMessage(channel.sent);
        channel.sent += 1;
      }
    }
    for (const channel of queued) channel.port1.postMessage(channel.sent++);
    const traveller = busy[round % busy.length] as (typeof busy)[number];
    const way = ways[round % ways.length] as (typeof ways)[number];
    // What waits in the queue travels along, and is heard there.
    traveller.moving = listen(await way(traveller.moving), traveller.there as unknown[]);
    await settle();
  }

  for (const channel of queued) listen(channel.port2, channel.heard);
  const isExact = (heard: readonly unknown[] | undefined, sent: number): boolean =>
    heard?.length === sent && heard.every((data, i) => data === i);
  const isBusyExact = (): boolean => busy.every(({ there, back, sent }) => isExact(there, sent) && isExact(back, sent));
  const isQueuedExact = (): boolean => queued.every(({ heard, sent }) => isExact(heard, sent));
  for (let i = 0; i < 1_000 && !(isBusyExact() && isQueuedExact()); i += 1) await settle();
  await settle();
  return {
    isBusyExact: isBusyExact(),
    isQueuedExact: isQueuedExact(),
    posted: [...busy, ...busy, ...queued].reduce((sum, { sent }) => sum + sent, 0),
    sentUnseen: sentUnseen.length,
  };
}
