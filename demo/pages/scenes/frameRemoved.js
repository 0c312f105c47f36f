// A frame takes its ports with it, and nobody tells their peers.

async function playFrameRemoved(element) {
  const { port1, port2 } = new MessageChannel();
  keep('frame-removed', port1);
  const frame = await addPassingFrame(element);
  const answer = getNextMessage(port1);
  greetPassingFrame(frame, 'frame-removed', [port2]);
  show(element, await answer);
  frame.remove();
  await passTime();
  port1.postMessage('Is anybody there?');
  show(element, 'The frame was removed, and posted to once more: nothing was thrown');
}

function greetPassingFrame(frame, scene, ports) {
  frame.contentWindow.postMessage({ scene }, getOrigin(frame), ports);
}

defineScene('frame-removed', playFrameRemoved);
