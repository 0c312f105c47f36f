// Two frames that talk to each other over a channel the page made for them; the page keeps no end of it.

async function playJoined(element) {
  const report = getNextReport(crossFrame, 'joined');
  joinFrames(new MessageChannel());
  const { heard } = await report;
  show(element, `${getOrigin(crossFrame)} heard: ${heard}`);
}

function joinFrames(channel) {
  sameFrame.contentWindow.postMessage({ scene: 'joined', part: 'answer' }, getOrigin(sameFrame), [channel.port1]);
  crossFrame.contentWindow.postMessage({ scene: 'joined', part: 'greet' }, getOrigin(crossFrame), [channel.port2]);
}

defineScene('joined', playJoined);
