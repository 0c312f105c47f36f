// A port that was closed takes nothing any more, and its peer is not told.

async function playClosed(element) {
  const { port1, port2 } = new MessageChannel();
  keep('closed', port1, port2);
  const arrival = getNextMessage(port2);
  port1.postMessage('In time');
  show(element, `Received: ${await arrival}`);
  port2.close();
  await passTime();
  port1.postMessage('Too late');
  show(element, 'Port closed, and posted to once more: nothing was thrown');
}

defineScene('closed', playClosed);
