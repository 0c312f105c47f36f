// The first scenario of MDN's guide to channel messaging: one end of a channel goes to a frame, which answers over it.

async function playBasic(element, frame) {
  const channel = new MessageChannel();
  keep(element.dataset.scene, channel.port1);
  const answer = getNextMessage(channel.port1);
  greetFrame(frame, channel.port2);
  show(element, await answer);
}

function greetFrame(frame, port) {
  const greeting = { scene: 'basic', text: `Hello, ${getOrigin(frame)}` };
  frame.contentWindow.postMessage(greeting, getOrigin(frame), [port]);
}

defineScene('basic-same', (element) => playBasic(element, sameFrame));
defineScene('basic-cross', (element) => playBasic(element, crossFrame));
