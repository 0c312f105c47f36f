// A port that was given away leaves a dead object behind, which takes whatever is posted on it, and does nothing.

async function playTransferred(element) {
  const { port1, port2 } = new MessageChannel();
  keep('transferred', port1);
  const answer = getNextMessage(port1);
  giveFromSloppyCode('same', { scene: 'transferred' }, [port2]);
  port2.postMessage('Posted on what is left of the port');
  show(element, 'Posted on the port after it was given away: nothing was thrown');
  show(element, await answer);
}

defineScene('transferred', playTransferred);
