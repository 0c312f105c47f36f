// The windows of the demo by their names, as the page and each of its frames see them, and two ways to give them a port.

/** @param name `page`, `same`, `cross` or `third` */
function getWindowOf(name) {
  return name === 'page' ? window.parent : window.parent.frames[['same', 'cross', 'third'].indexOf(name)];
}

/** The origin of the window of that name. The page's is here, or it is what has put this frame into its page. */
function getOriginOf(name) {
  if (name === 'third') return getThirdOrigin();
  const pageOrigin = window === window.parent ? location.origin : new URL(document.referrer).origin;
  if (name !== 'cross') return pageOrigin;
  return getOriginAt(pageOrigin === getOriginAt('localhost') ? '127.0.0.1' : 'localhost');
}

function giveFromSloppyCode(name, message, ports) {
  getWindowOf(name).postMessage(message, getOriginOf(name), ports);
}

/** The same from code whose calls tell less of themselves. */
function giveFromStrictCode(name, message, ports) {
  'use strict';
  getWindowOf(name).postMessage(message, getOriginOf(name), ports);
}
