// A port that arrives, and that is all: the receiver does not look into event.ports.

async function playPortIgnored(element) {
  const { port1, port2 } = new MessageChannel();
  keep('port-ignored', port1);
  const report = getNextReport(sameFrame, 'port-ignored');
  giveFromSloppyCode('same', { scene: 'port-ignored' }, [port2]);
  port1.postMessage('Will you answer?');
  await report;
  show(element, 'The frame has got the port, and does nothing with it');
}

defineScene('port-ignored', playPortIgnored);
