// One worker for several pages of an origin: each connects to it by a port of its own.

async function playSharedWorker(element) {
  const { port } = new SharedWorker('sharedWorker.js', 'portscope-demo');
  keep('shared-worker', port);
  const answer = getNextMessage(port);
  port.postMessage('Hello from the page');
  show(element, await answer);
  const report = getNextReport(sameFrame, 'shared-worker');
  askToConnect();
  show(element, `The frame heard: ${(await report).heard}`);
}

function askToConnect() {
  sameFrame.contentWindow.postMessage({ scene: 'shared-worker' }, getOrigin(sameFrame));
}

defineScene('shared-worker', playSharedWorker);
