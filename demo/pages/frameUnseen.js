// Ports that came by a call nobody saw: this frame answers over each.

// By scene: the ports of its last run.
const unseenPorts = new Map();

parts.set('unseen', ({ id }, _, pageOrigin, ports) => {
  for (const port of unseenPorts.get(id) ?? []) port.close();
  unseenPorts.set(id, ports);
  for (const port of ports) port.onmessage = ({ data }) => port.postMessage({ heard: data });
  list(`${ports.length} handed over unseen`);
  reportToPage({ scene: 'unseen', taken: ports.length }, pageOrigin);
});
