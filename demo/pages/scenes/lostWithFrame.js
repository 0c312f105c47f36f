// Messages that wait at a port go with the realm that holds it.

async function playLostWithFrame(element) {
  const { port1, port2 } = new MessageChannel();
  keep('lost-with-frame', port1);
  const frame = await addPassingFrame(element);
  const answer = getNextMessage(port1);
  greetPassingFrame(frame, 'lost-with-frame', [port2]);
  for (const number of [1, 2, 3]) port1.postMessage({ number });
  show(element, await answer);
  frame.remove();
  show(element, 'Three messages waited in a frame when it was removed');
}

defineScene('lost-with-frame', playLostWithFrame);
