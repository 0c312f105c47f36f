// Shared by the page and its frames.

/** The origin of this server under its other hostname: for a browser that is another site. */
function getOtherOrigin() {
  const hostname = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  return `${location.protocol}//${hostname}:${location.port}`;
}
