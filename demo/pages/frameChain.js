// The part of a frame in the journey of a port: see chain.js.

// The worker that this frame made for the last run, and its end of a channel with the page, where it has one.
let chainWorker = null;
let chainLine = null;

const waysOfFrame = {
  window: giveFromSloppyCode,
  'strict window': giveFromStrictCode,
  worker: giveToChainWorker,
  port: giveOverChainLine,
};

function giveToChainWorker(_, message, ports) {
  chainWorker?.terminate();
  chainWorker = new Worker('worker.js');
  chainWorker.onmessage = ({ data, ports: [port] }) => takeFromChain(data, port, waysOfFrame);
  chainWorker.postMessage(message, ports);
}

function giveOverChainLine(_, message, ports) {
  chainLine.postMessage(message, ports);
}

parts.set('chain', (message, port) => {
  list(`A port, after ${message.hop} of ${chainHops.length} hops`);
  takeFromChain(message, port, waysOfFrame);
});

parts.set('chain-line', (_, port) => {
  chainLine?.close();
  chainLine = port;
  chainLine.onmessage = () => port.postMessage('Still here');
  chainLine.postMessage('The line is open');
});
