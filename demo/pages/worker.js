// A worker for three scenes: it gets a port with its first message and answers over it, or hands it on.

importScripts('chain.js');

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.data.scene === 'worker') port.postMessage('Hello from the worker');
  if (event.data.scene === 'handed-on') answerAfterTwoMoves(port);
  if (event.data.scene === 'chain') takeFromChain(event.data, port, { worker: handBack });
});

function answerAfterTwoMoves(port) {
  port.addEventListener('message', ({ data }) => port.postMessage({ heard: data }));
  port.start();
  port.postMessage('Hello from a worker, two moves away');
}

/** To the realm that made this worker: there is nobody else whom it knows. */
function handBack(_, message, ports) {
  self.postMessage(message, ports);
}
