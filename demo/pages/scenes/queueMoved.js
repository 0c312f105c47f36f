// A port takes its queue along: what waited here is delivered there.

async function playQueueMoved(element) {
  const { port1, port2 } = new MessageChannel();
  keep('queue-moved', port1);
  port1.postMessage('Posted before the port left');
  const answer = getNextMessage(port1);
  giveFromSloppyCode('same', { scene: 'queue-moved' }, [port2]);
  show(element, `The frame heard: ${(await answer).heard}`);
}

defineScene('queue-moved', playQueueMoved);
