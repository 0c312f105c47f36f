// A buffer that changes hands: the receiver gets its bytes, the sender keeps an empty, detached one.

async function playBuffer(element) {
  const channel = new MessageChannel();
  keep('buffer', channel.port1);
  sendBufferPort(channel.port2);
  const answer = getNextMessage(channel.port1);
  const buffer = createPattern(64 * 1024);
  channel.port1.postMessage(buffer, [buffer]);
  show(element, `Here: byteLength ${buffer.byteLength}, detached ${buffer.detached}`);
  const { byteLength } = await answer;
  show(element, `In the frame: byteLength ${byteLength}`);
}

function sendBufferPort(port) {
  sameFrame.contentWindow.postMessage({ scene: 'buffer' }, getOrigin(sameFrame), [port]);
}

/** A buffer with the bytes 0 to 255 over and over. */
function createPattern(byteLength) {
  return Uint8Array.from({ length: byteLength }, (_, index) => index % 256).buffer;
}

defineScene('buffer', playBuffer);
