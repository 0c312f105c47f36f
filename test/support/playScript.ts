import { World, type TruePort, type TrueRealm } from './world';

const ORIGIN = 'https://example.test';

type Verb = [pattern: RegExp, play: (world: World, words: string[]) => void];

/** What a line of a script can say. Realms and ports have names of one word; a port is followed wherever it goes. */
const VERBS: Verb[] = [
  [
    /^realms (.+) that sweep$/,
    (world, [names]) =>
      (names as string).split(' ').forEach((name) => world.addRealm(name, ORIGIN, { canSweep: true })),
  ],
  [
    /^realms (.+) met late$/,
    (world, [names]) => (names as string).split(' ').forEach((name) => world.addRealm(name, ORIGIN, { isLate: true })),
  ],
  [/^realms (.+)$/, (world, [names]) => (names as string).split(' ').forEach((name) => world.addRealm(name))],
  [/^(\w+) makes (\w+)—(\w+)$/, (world, [realm, a, b]) => world.addChannel(realmOf(world, realm), a ?? '', b ?? '')],
  [
    /^(\w+) and (\w+) had (\w+)—(\w+)$/,
    (world, [one, other, a, b]) => world.addOldChannel(realmOf(world, one), realmOf(world, other), a ?? '', b ?? ''),
  ],
  [/^(\w+) makes worker$/, (world, [realm]) => void world.addWorker(realmOf(world, realm))],
  [
    /^(\w+) goes to the worker of (\w+)$/,
    (world, [a, page]) => sendToWorker(world, portOf(world, a), realmOf(world, page)),
  ],
  [/^(\w+) comes back from its worker$/, (world, [a]) => sendBack(world, portOf(world, a))],
  [/^(\w+) sweeps$/, (world, [realm]) => world.sweep(realmOf(world, realm))],
  [
    /^(\w+) posts (.+) by handle (\d+)$/,
    (world, [realm, text, id]) => world.postByHandle(realmOf(world, realm), Number(id), text ?? ''),
  ],
  [
    /^(\w+) posts (.+) with (\w+)$/,
    (world, [a, text, b]) => world.post(portOf(world, a), text ?? '', portOf(world, b)),
  ],
  [
    /^(\w+) posts (.+) (\d+) times$/,
    (world, [a, text, n]) => repeat(n, (i) => world.post(portOf(world, a), `${text} ${i}`)),
  ],
  [/^(\w+) posts (.+)$/, (world, [a, text]) => world.post(portOf(world, a), text ?? '')],
  [
    /^(\w+) fails to post: (\w+): (.+)$/,
    (world, [a, name = '', message = '']) => world.failToPost(portOf(world, a), { name, message }),
  ],
  [/^(\w+) listens$/, (world, [a]) => world.listen(portOf(world, a))],
  [/^(\w+) starts$/, (world, [a]) => world.start(portOf(world, a))],
  [/^(\w+) closes$/, (world, [a]) => world.close(portOf(world, a))],
  [/^(\w+) cannot read$/, (world, [a]) => world.spoil(portOf(world, a))],
  [/^(\w+) is garbage$/, (world, [a]) => world.collect(portOf(world, a))],
  [/^(\w+) goes to (\w+) unseen$/, (world, [a, to]) => sendUnseen(world, portOf(world, a), realmOf(world, to))],
  [
    /^handle (\d+) of (\w+) is garbage$/,
    (world, [id, realm]) => world.collectHandle(realmOf(world, realm), Number(id)),
  ],
  [/^(\w+) forgets its last record$/, (world, [realm]) => void realmOf(world, realm).records.pop()],
  [/^(\w+) goes to (\w+)$/, (world, [a, to]) => send(world, portOf(world, a), realmOf(world, to))],
  [/^(\w+) ends$/, (world, [realm]) => world.end(realmOf(world, realm))],
  [/^(\d+) ms pass$/, (world, [ms]) => world.wait(Number(ms))],
  [/^all report$/, (world) => world.report()],
];

/**
 * Plays what a script says, a line after the other: `realms top frame`, `top makes a—b`, `a posts hello`, `b starts`.
 * @throws at a line that says nothing it knows, or names what is not there.
 */
export function playScript(script: string): World {
  const world = new World();
  for (const line of script.split(/[;\n]/).map((text) => text.trim())) if (line !== '') playLine(world, line);
  return world;
}

function playLine(world: World, line: string): void {
  for (const [pattern, play] of VERBS) {
    const found = pattern.exec(line);
    if (found !== null) return play(world, found.slice(1));
  }
  throw new Error(`not understood: ${line}`);
}

function realmOf(world: World, name = ''): TrueRealm {
  const realm = world.realms.get(name);
  if (realm === undefined) throw new Error(`no realm ${name}`);
  return realm;
}

function portOf(world: World, name = ''): TruePort {
  const port = world.ports.get(name);
  if (port === undefined) throw new Error(`no port ${name}`);
  return port;
}

function send(world: World, port: TruePort, to: TrueRealm): void {
  world.callWindow(port.holder, to, `take ${port.name}`, { carried: port });
  world.flush(to);
}

function sendUnseen(world: World, port: TruePort, to: TrueRealm): void {
  world.postToWindow(port.holder, to, `take ${port.name}`, port);
}

function sendToWorker(world: World, port: TruePort, page: TrueRealm): void {
  const worker = world.workers.find((one) => one.worker?.page === page);
  if (worker === undefined) throw new Error(`${page.id} has no worker`);
  world.postByWorker(page, worker, `take ${port.name}`, port);
}

function sendBack(world: World, port: TruePort): void {
  const { worker } = port.holder;
  if (worker === null) throw new Error(`${port.name} is in no worker`);
  world.postByWorker(port.holder, worker.page, `have ${port.name} back`, port);
}

function repeat(times: string | undefined, play: (i: number) => void): void {
  for (let i = 1; i <= Number(times); i += 1) play(i);
}
