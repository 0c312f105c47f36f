// The page's two frames, and what every scene does with them.

const sameFrame = document.getElementById('same-frame');
const crossFrame = addCrossFrame();

function addCrossFrame() {
  const frame = document.createElement('iframe');
  frame.id = 'cross-frame';
  frame.title = 'Cross-origin frame';
  frame.src = `${getOtherOrigin()}/frame.html`;
  document.getElementById('cross-origin').closest('figure').append(frame);
  return frame;
}

/** The origin a frame was loaded from: the target origin of every message to it. */
function getOrigin(frame) {
  return new URL(frame.src).origin;
}

/** Gives the data of the next message on a port, or whatever else has `onmessage`. Setting that starts a port. */
function getNextMessage(port) {
  return new Promise((resolve) => {
    port.onmessage = (event) => resolve(event.data);
  });
}

/** Gives the next message that a frame posts to this window about a scene; any other message is left alone. */
function getNextReport(frame, scene) {
  return getNextReportOf(frame.contentWindow, scene, getOrigin(frame));
}

/** The same for any window, of the server's other origin if none is given. */
function getNextReportOf(source, scene, origin = getOtherOrigin()) {
  return new Promise((resolve) => {
    window.addEventListener('message', function hear(event) {
      if (event.origin !== origin || event.source !== source) return;
      if (event.data.scene !== scene) return;
      window.removeEventListener('message', hear);
      resolve(event.data);
    });
  });
}

document.getElementById('same-origin').textContent = getOrigin(sameFrame);
document.getElementById('cross-origin').textContent = getOrigin(crossFrame);
