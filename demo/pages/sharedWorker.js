// A shared worker for one scene: it answers each page on the port by which that page connected.

self.addEventListener('connect', ({ ports: [port] }) => {
  port.onmessage = ({ data }) => port.postMessage(`The shared worker heard: ${data}`);
});
