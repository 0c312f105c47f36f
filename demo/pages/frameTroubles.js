// What a frame does, or fails to do, where something goes wrong.

/** Has the port now: the page's own object for it is dead. */
parts.set('transferred', (_, port) => {
  port.postMessage('The port is here now');
});

/** Answers once, before this frame is removed. */
parts.set('frame-removed', (_, port) => {
  port.postMessage('Hello from a frame that will be removed');
});

/** Keeps a port that it never listens on. */
parts.set('lost-with-frame', (_, port) => {
  port.postMessage('Busy with other things');
});

/** Takes a port for which it has no use. */
parts.set('port-ignored', (_, _port, pageOrigin) => {
  list('A port that is never used');
  reportToPage({ scene: 'port-ignored' }, pageOrigin);
});

/** Says that it is ready, and takes nothing. */
parts.set('queue-growing', (_, port) => {
  port.postMessage('Ready');
});

/** Knows how to add, and forgets to answer whatever else it is asked. */
parts.set('no-answer', (_, port) => {
  port.onmessage = ({ data: { id, method, params } }) => {
    list(`${method}(${params.join(', ')})`);
    if (method === 'add') port.postMessage({ jsonrpc: '2.0', id, result: params[0] + params[1] });
    else port.postMessage({ jsonrpc: '2.0', method: 'log', params: [`What is ${method}?`] });
  };
});

/** Finds messages in the port that were posted before the port came. */
parts.set('queue-moved', (_, port) => {
  port.onmessage = ({ data }) => {
    list(data);
    port.postMessage({ heard: data });
  };
});

parts.set('value-changed', (_, port) => {
  port.onmessage = ({ data }) => {
    list(`Measured ${data.unit}`);
    port.postMessage({ heard: data.unit });
  };
});
