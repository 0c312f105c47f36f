// One script for all frames. A window message with a `scene` says what to do with the port that comes with it.

const parts = new Map([
  ['basic', playBasic],
  ['multi', playMulti],
  ['joined', playJoined],
  ['buffer', playBuffer],
  ['unstarted', playUnstarted],
  ['unstarted-start', startPort],
  ['handed-on', playHandedOn],
  ['messageerror', playMessageerror],
  ['burst', playBurst],
  ['broadcast', playBroadcast],
  ['shared-worker', playSharedWorker],
  ['target-origin', playTargetOrigin],
]);

// By scene: the port (or BroadcastChannel) and the worker of its last run. A port that nobody refers to may be collected.
const ports = new Map();
const workers = new Map();

// How many messages of `target-origin` have arrived since its last one.
let heardOfTargetOrigin = 0;

window.addEventListener('message', (event) => {
  if (!isOfDemo(event.origin)) return;
  const play = parts.get(event.data.scene);
  if (!play) return;
  const [port] = event.ports;
  if (port) ports.set(event.data.scene, port);
  play(event.data, port, event.origin, event.ports);
});

window.addEventListener('messageerror', (event) => {
  if (!isOfDemo(event.origin)) return;
  const text = `messageerror on the window of ${location.origin}`;
  list(text);
  reportToPage({ scene: 'messageerror', text }, event.origin);
});

function reportToPage(report, pageOrigin) {
  window.parent.postMessage(report, pageOrigin);
}

function playBasic({ text }, port) {
  list(text);
  port.postMessage(`Hello back from ${location.origin}`);
}

function playMulti(_, port) {
  port.onmessage = ({ data }) => {
    list(`${data.number}: ${data.text}`);
    port.postMessage({ confirmed: data.number });
  };
}

/** One frame greets, the other answers; the one that greeted reports the answer to the page. */
function playJoined({ part }, port, pageOrigin) {
  port.onmessage = ({ data }) => {
    list(data);
    if (part === 'answer') port.postMessage(`Good to hear you, says ${location.origin}`);
    else reportToPage({ scene: 'joined', heard: data }, pageOrigin);
  };
  if (part === 'greet') port.postMessage(`Good day, says ${location.origin}`);
}

function playBuffer(_, port) {
  port.onmessage = ({ data }) => {
    list(`A buffer of ${data.byteLength} bytes`);
    port.postMessage({ byteLength: data.byteLength });
  };
}

/** Listens without starting the port: the mistake that this scene is about. */
function playUnstarted({ count }, port) {
  let received = 0;
  port.addEventListener('message', ({ data }) => {
    list(data);
    received += 1;
    if (received === count) port.postMessage({ received });
  });
  port.postMessage('Listening, but not started');
}

function startPort() {
  ports.get('unstarted').start();
}

function playHandedOn(_, port) {
  list('A port, handed on to a worker');
  workers.get('handed-on')?.terminate();
  const worker = new Worker('worker.js');
  workers.set('handed-on', worker);
  worker.postMessage({ scene: 'handed-on', text: 'Take this port' }, [port]);
}

function playMessageerror(_, port) {
  port.addEventListener('messageerror', () => {
    const text = `messageerror on a port of ${location.origin}`;
    list(text);
    port.postMessage(text);
  });
  port.start();
}

function playBurst({ count }, port) {
  let received = 0;
  port.onmessage = () => {
    received += 1;
    if (received < count) return;
    list(`${received} messages`);
    port.postMessage({ received });
  };
}

function playBroadcast() {
  ports.get('broadcast')?.close();
  const everybody = new BroadcastChannel('portscope-demo');
  ports.set('broadcast', everybody);
  everybody.onmessage = ({ data }) => {
    list(data.text);
    everybody.postMessage({ heard: data.text });
  };
  everybody.postMessage('Hello from the frame');
}

function playSharedWorker(_, _port, pageOrigin) {
  ports.get('shared-worker')?.close();
  const { port } = new SharedWorker('sharedWorker.js', 'portscope-demo');
  ports.set('shared-worker', port);
  port.onmessage = ({ data }) => {
    list(data);
    reportToPage({ scene: 'shared-worker', heard: data }, pageOrigin);
  };
  port.postMessage('Hello from the frame');
}

function playTargetOrigin({ from, isLast }, _, pageOrigin) {
  list(from);
  heardOfTargetOrigin += 1;
  if (!isLast) return;
  reportToPage({ scene: 'target-origin', heard: heardOfTargetOrigin }, pageOrigin);
  heardOfTargetOrigin = 0;
}

/** Shows a text at the end of this frame's list. */
function list(text) {
  document.getElementById('nothing').hidden = true;
  const messages = document.getElementById('messages');
  const item = document.createElement('li');
  item.textContent = text;
  messages.append(item);
  messages.scrollTop = messages.scrollHeight;
}
