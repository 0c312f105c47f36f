// Ports handed over by calls that cannot be seen: to another site, from strict code.

// The page's ends of the channels of `unseen-one` and `unseen-three`.
const unseenPorts = new Map();

async function playUnseen(element, count) {
  const id = element.dataset.scene;
  const channels = Array.from({ length: count }, () => new MessageChannel());
  const ports = channels.map(({ port1 }) => port1);
  keep(id, ...ports);
  unseenPorts.set(id, ports);
  const report = getNextReport(crossFrame, 'unseen');
  giveFromStrictCode(
    'cross',
    { scene: 'unseen', id },
    channels.map(({ port2 }) => port2),
  );
  show(element, `The frame has taken ${(await report).taken} of ${count}, and nothing was said over them yet`);
}

/** Greets over each of the ports, and waits until each greeting is answered. */
async function talkOverUnseen(element, id) {
  const ports = unseenPorts.get(id);
  if (!ports) {
    show(element, 'Nothing was handed over: run the scene first.');
    return;
  }
  const answers = ports.map(getNextMessage);
  ports.forEach((port, i) => port.postMessage(`Greeting ${i + 1}`));
  for (const answer of answers) show(element, `The frame heard: ${(await answer).heard}`);
}

defineScene('unseen-one', (element) => playUnseen(element, 1));
defineScene('unseen-one-talk', (element) => talkOverUnseen(element, 'unseen-one'));
defineScene('unseen-three', (element) => playUnseen(element, 3));
defineScene('unseen-three-talk', (element) => talkOverUnseen(element, 'unseen-three'));
