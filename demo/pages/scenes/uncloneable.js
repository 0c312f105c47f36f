// A function cannot be cloned, so the post throws and nothing is sent.

async function playUncloneable(element) {
  const { port1, port2 } = new MessageChannel();
  keep('uncloneable', port1, port2);
  try {
    port1.postMessage(function sayHello() {});
  } catch (error) {
    show(element, `${error.name}: ${error.message}`);
  }
}

defineScene('uncloneable', playUncloneable);
