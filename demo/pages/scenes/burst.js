// A thousand messages in one go; the frame counts them and answers once.

async function playBurst(element) {
  const count = 1000;
  const channel = new MessageChannel();
  keep('burst', channel.port1);
  const answer = getNextMessage(channel.port1);
  sendBurstPort(channel.port2, count);
  for (let number = 1; number <= count; number += 1) {
    channel.port1.postMessage({ number });
  }
  const { received } = await answer;
  show(element, `The frame received ${received} messages`);
}

function sendBurstPort(port, count) {
  crossFrame.contentWindow.postMessage({ scene: 'burst', count }, getOrigin(crossFrame), [port]);
}

defineScene('burst', playBurst);
