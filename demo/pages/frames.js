// The page's three frames, and what every scene does with them.

const sameFrame = document.getElementById('same-frame');
const crossFrame = addFrame('cross', 'Cross-origin frame', getOtherOrigin());
const thirdFrame = addFrame('third', 'Frame of a third origin', getThirdOrigin());

function addFrame(name, title, origin) {
  const frame = document.createElement('iframe');
  frame.id = `${name}-frame`;
  frame.title = title;
  frame.src = `${origin}/frame.html`;
  document.getElementById(`${name}-origin`).closest('figure').append(frame);
  return frame;
}

/** Adds a frame of the page's own origin for one scene, which removes it, and gives it once it has loaded. */
async function addPassingFrame(element) {
  const frame = document.createElement('iframe');
  frame.src = 'frame.html?passing';
  frame.title = 'A frame that will be removed';
  frame.hidden = true;
  element.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
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

/** Lets a moment pass: what is posted after it was surely not on its way before it, by any clock. */
function passTime() {
  return new Promise((resolve) => setTimeout(resolve, 100));
}

document.getElementById('same-origin').textContent = getOrigin(sameFrame);
document.getElementById('cross-origin').textContent = getOrigin(crossFrame);
document.getElementById('third-origin').textContent = getOrigin(thirdFrame);
