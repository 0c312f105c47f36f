// A port that travels twice: the page gives it to the frame, the frame gives it to a worker of its own.

async function playHandedOn(element) {
  const channel = new MessageChannel();
  keep('handed-on', channel.port1);
  const answer = getNextMessage(channel.port1);
  sendPortToHandOn(channel.port2);
  show(element, await answer);
  const receipt = getNextMessage(channel.port1);
  channel.port1.postMessage('Welcome, worker of the frame');
  const { heard } = await receipt;
  show(element, `The worker heard: ${heard}`);
}

function sendPortToHandOn(port) {
  sameFrame.contentWindow.postMessage({ scene: 'handed-on' }, getOrigin(sameFrame), [port]);
}

defineScene('handed-on', playHandedOn);
