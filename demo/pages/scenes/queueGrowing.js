// More and more waits at a port, and nothing is taken from it.

async function playQueueGrowing(element) {
  const count = 500;
  const { port1, port2 } = new MessageChannel();
  keep('queue-growing', port1);
  const answer = getNextMessage(port1);
  giveFromSloppyCode('same', { scene: 'queue-growing' }, [port2]);
  await answer;
  for (let number = 1; number <= count; number += 1) port1.postMessage({ number });
  show(element, `${count} messages posted, and none was taken`);
}

defineScene('queue-growing', playQueueGrowing);
