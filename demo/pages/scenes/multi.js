// A conversation: one channel for as long as the page lives, opened by the first text that is sent.

function defineConversation(id, frame) {
  const element = document.querySelector(`[data-scene="${id}"]`);
  const form = element.querySelector('form');
  // By the number of the message: whom its confirmation wakes.
  const waiting = new Map();
  let port = null;
  let lastNumber = 0;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sendText(form.elements.text.value);
    form.reset();
  });

  function sendText(text) {
    port ??= openConversation(frame, confirm);
    lastNumber += 1;
    port.postMessage({ number: lastNumber, text });
  }

  function confirm({ confirmed }) {
    show(element, `Message ${confirmed} confirmed`);
    waiting.get(confirmed)?.();
    waiting.delete(confirmed);
  }

  defineScene(id, async () => {
    for (const text of ['One', 'Two', 'Three']) {
      form.elements.text.value = `${text}, ${getOrigin(frame)}`;
      form.requestSubmit();
      await new Promise((resolve) => waiting.set(lastNumber, resolve));
    }
  });
}

function openConversation(frame, hear) {
  const channel = new MessageChannel();
  channel.port1.onmessage = (event) => hear(event.data);
  frame.contentWindow.postMessage({ scene: 'multi' }, getOrigin(frame), [channel.port2]);
  return channel.port1;
}

defineConversation('multi-same', sameFrame);
defineConversation('multi-cross', crossFrame);
