// Shared by the page, its frames and its popup: the origins that this server has.

/** The origin of this server under its other hostname: for a browser that is another site. */
function getOtherOrigin() {
  return getOriginAt(location.hostname === 'localhost' ? '127.0.0.1' : 'localhost');
}

/** The same under its third hostname: a third site. */
function getThirdOrigin() {
  return getOriginAt('third.localhost');
}

/** All of this server's origins, to which everything of this demo belongs. */
function isOfDemo(origin) {
  return ['127.0.0.1', 'localhost', 'third.localhost'].map(getOriginAt).includes(origin);
}

function getOriginAt(hostname) {
  return `${location.protocol}//${hostname}:${location.port}`;
}
