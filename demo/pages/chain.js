// The journey of one port, for the page, its frames and two workers: each takes the port where it comes, and hands it on
// by the way that this list names.

const chainHops = [
  { from: 'page', to: 'same', by: 'window' },
  { from: 'same', to: 'worker of same', by: 'worker' },
  { from: 'worker of same', to: 'same', by: 'worker' },
  { from: 'same', to: 'page', by: 'strict window' },
  { from: 'page', to: 'cross', by: 'window' },
  { from: 'cross', to: 'third', by: 'window' },
  { from: 'third', to: 'page', by: 'port' },
  { from: 'page', to: 'worker of page', by: 'worker' },
  { from: 'worker of page', to: 'page', by: 'worker' },
  { from: 'page', to: 'third', by: 'strict window' },
  { from: 'third', to: 'cross', by: 'strict window' },
  { from: 'cross', to: 'same', by: 'strict window' },
];

// The port of the last run, where its journey ended.
let chainEnd = null;

/**
 * Takes the port at a stop: says so over it, and hands it on. At the last stop it answers instead, once.
 * @param message hop: how many hops are behind the port; isQuiet: only the last stop says anything.
 * @param ways how this realm hands a port on: functions that take the receiver’s name, a message and ports.
 */
function takeFromChain({ hop, isQuiet }, port, ways) {
  const place = `Stop ${hop + 1}: ${chainHops[hop - 1].to}`;
  if (hop === 1) chainEnd?.close();
  if (hop === chainHops.length) {
    chainEnd = port;
    port.onmessage = ({ data }) => port.postMessage({ heard: data });
    port.postMessage(place);
    return;
  }
  if (isQuiet) {
    // Long enough that clocks can tell the stops apart: nothing else can.
    setTimeout(() => handOnByChain(hop, isQuiet, port, ways), 50);
    return;
  }
  port.postMessage(place);
  handOnByChain(hop, isQuiet, port, ways);
}

/** Hands the port on by the hop of that index. */
function handOnByChain(index, isQuiet, port, ways) {
  const { to, by } = chainHops[index];
  ways[by](to, { scene: 'chain', hop: index + 1, isQuiet }, [port]);
}
