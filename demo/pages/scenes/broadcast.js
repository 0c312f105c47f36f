// A name in place of a channel: whoever has a BroadcastChannel of that name open hears what the others post.

async function playBroadcast(element) {
  const everybody = new BroadcastChannel('portscope-demo');
  keep('broadcast', everybody);
  const greeting = getNextMessage(everybody);
  askToOpenBroadcast();
  show(element, await greeting);
  const answer = getNextMessage(everybody);
  everybody.postMessage({ text: 'Hello, everybody' });
  const { heard } = await answer;
  show(element, `The frame heard: ${heard}`);
}

function askToOpenBroadcast() {
  sameFrame.contentWindow.postMessage({ scene: 'broadcast' }, getOrigin(sameFrame));
}

defineScene('broadcast', playBroadcast);
