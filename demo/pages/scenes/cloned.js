// structuredClone moves a port without posting it anywhere: the old object is dead, the new one is the same port.

async function playCloned(element) {
  const { port1, port2 } = new MessageChannel();
  const moved = structuredClone({ port: port2 }, { transfer: [port2] }).port;
  keep('cloned', port1, moved);
  const arrival = getNextMessage(moved);
  port1.postMessage('Hello, moved port');
  show(element, `The moved port received: ${await arrival}`);
  const answer = getNextMessage(port1);
  moved.postMessage('Hello back from the moved port');
  show(element, await answer);
}

defineScene('cloned', playCloned);
