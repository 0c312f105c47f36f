// Messages that arrive but cannot be read: a WebAssembly module must not leave its agent cluster, that is, its site.

async function playMessageerror(element) {
  const channel = new MessageChannel();
  keep('messageerror', channel.port1);
  const emptyModule = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));

  const report = getNextReport(crossFrame, 'messageerror');
  sendToCrossFrame(emptyModule);
  show(element, (await report).text);

  const answer = getNextMessage(channel.port1);
  sendToCrossFrame({ scene: 'messageerror' }, [channel.port2]);
  channel.port1.postMessage(emptyModule);
  show(element, await answer);
}

function sendToCrossFrame(message, transfer) {
  crossFrame.contentWindow.postMessage(message, getOrigin(crossFrame), transfer);
}

defineScene('messageerror', playMessageerror);
