// A worker that gets a port and answers over it.

async function playWorker(element) {
  const channel = new MessageChannel();
  const worker = new Worker('worker.js');
  keep('worker', channel.port1, worker);
  const answer = getNextMessage(channel.port1);
  worker.postMessage({ scene: 'worker', text: 'Hello, worker' }, [channel.port2]);
  show(element, await answer);
}

defineScene('worker', playWorker);
