// The page's part in the journey of a port (see chain.js). The other end of its channel stays here and listens.

// Of the run that goes on: the page's worker.
let chainWorker = null;

const waysOfPage = {
  window: giveFromSloppyCode,
  'strict window': giveFromStrictCode,
  worker: giveToChainWorker,
};

function giveToChainWorker(_, message, ports) {
  chainWorker.postMessage(message, ports);
}

function takeInPage({ data, ports: [port] }) {
  takeFromChain(data, port, waysOfPage);
}

window.addEventListener('message', (event) => {
  if (isOfDemo(event.origin) && event.data.scene === 'chain') takeInPage(event);
});

async function playChain(element, isQuiet) {
  const { port1, port2 } = new MessageChannel();
  const line = new MessageChannel();
  chainWorker = new Worker('worker.js');
  chainWorker.onmessage = takeInPage;
  keep('chain', port1, line.port1, chainWorker);

  const opening = getNextMessage(line.port1);
  giveFromSloppyCode('third', { scene: 'chain-line' }, [line.port2]);
  await opening;
  line.port1.onmessage = takeInPage;

  const answer = hearStops(element, port1);
  handOnByChain(0, isQuiet, port2, waysOfPage);
  show(element, `The last stop heard: ${await answer}`);

  const farewell = getNextMessage(line.port1);
  line.port1.postMessage('Are you still there?');
  await farewell;
}

/** Shows what the stops say, answers the last one, and gives what that heard. */
function hearStops(element, port) {
  return new Promise((resolve) => {
    port.onmessage = ({ data }) => {
      if (data.heard) return resolve(data.heard);
      show(element, data);
      if (data.startsWith(`Stop ${chainHops.length + 1}:`)) port.postMessage('Well travelled');
    };
  });
}

defineScene('chain', (element) => playChain(element, false));
defineScene('chain-quiet', (element) => playChain(element, true));
