// The target origin does not fit, so the browser drops the message, and the port that was in it.

async function playPortDropped(element) {
  const { port1, port2 } = new MessageChannel();
  keep('port-dropped', port1);
  giveToWrongOrigin(port2);
  port1.postMessage('Does anybody have the other end?');
  show(element, 'Given to the frame under another origin than its own: nobody has the port now');
}

function giveToWrongOrigin(port) {
  sameFrame.contentWindow.postMessage({ scene: 'port-dropped' }, getOrigin(crossFrame), [port]);
}

defineScene('port-dropped', playPortDropped);
