// The mistake that onmessage hides: addEventListener alone does not start a port, so its messages wait.

// The page's end of the channel whose other end nobody has started yet.
let waitingPort = null;

async function playUnstarted(element) {
  const channel = new MessageChannel();
  keep('unstarted', channel.port1);
  const answer = getNextMessage(channel.port1);
  const texts = ['First in the queue', 'Second in the queue', 'Third in the queue'];
  sendUnstartedPort(channel.port2, texts.length);
  show(element, await answer);
  for (const text of texts) channel.port1.postMessage(text);
  waitingPort = channel.port1;
  show(element, 'Three messages posted; none can be answered yet');
}

function sendUnstartedPort(port, count) {
  sameFrame.contentWindow.postMessage({ scene: 'unstarted', count }, getOrigin(sameFrame), [port]);
}

async function playUnstartedStart(element) {
  if (!waitingPort) {
    show(element, 'No port is waiting: run the scene first.');
    return;
  }
  const confirmation = getNextMessage(waitingPort);
  waitingPort = null;
  askToStart();
  const { received } = await confirmation;
  show(element, `The frame received ${received} messages`);
}

function askToStart() {
  sameFrame.contentWindow.postMessage({ scene: 'unstarted-start' }, getOrigin(sameFrame));
}

defineScene('unstarted', playUnstarted);
defineScene('unstarted-start', playUnstartedStart);
