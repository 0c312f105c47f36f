// A worker for two scenes: it gets a port with its first message and answers over it.

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.data.scene === 'worker') port.postMessage('Hello from the worker');
  if (event.data.scene === 'handed-on') answerAfterTwoMoves(port);
});

function answerAfterTwoMoves(port) {
  port.addEventListener('message', ({ data }) => port.postMessage({ heard: data }));
  port.start();
  port.postMessage('Hello from a worker, two moves away');
}
