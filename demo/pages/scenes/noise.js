// What libraries send to themselves, as a timer: the panel recognises it, hides it, and counts it beside its filter.

async function playNoise(element) {
  const { port1, port2 } = new MessageChannel();
  keep('noise', port1, port2);
  const tick = getNextMessage(port1);
  port2.postMessage(null);
  await tick;
  show(element, 'null on a channel of its own, as React’s scheduler posts it');
  await postToSelf('setImmediate$0.5$1');
  show(element, 'A text to the own window, as the polyfill of setImmediate posts it');
}

/** Posts to this window, and waits until it has arrived. */
function postToSelf(text) {
  return new Promise((resolve) => {
    window.addEventListener('message', function hear(event) {
      if (event.source !== window || event.data !== text) return;
      window.removeEventListener('message', hear);
      resolve();
    });
    postTimer(text);
  });
}

function postTimer(text) {
  window.postMessage(text, '*');
}

defineScene('noise', playNoise);
