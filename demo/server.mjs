import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** @typedef {import('node:http').Server} Server */

const pagesFolder = fileURLToPath(new URL('pages', import.meta.url));

const html = 'text/html; charset=utf-8';

/** By the ending of a file's name; files of other kinds are not served. */
const contentTypes = new Map([
  ['.html', html],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
]);

// How an operating system without IPv6 refuses to listen on ::1; `localhost` is 127.0.0.1 only there.
const noIpv6Codes = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/**
 * Serves the demo pages on the loopback interface, under three hostnames of different sites: a browser that isolates
 * sites gives each frame of another one a process of its own. Browsers themselves know that `third.localhost` is here.
 *
 * @param {{ port?: number }} [options] port: 0 lets the operating system choose a free one.
 * @returns {Promise<{ url: string, crossOrigin: string, thirdOrigin: string, close: () => Promise<void> }>} url: of the
 *   page, on 127.0.0.1, with a slash at its end; crossOrigin and thirdOrigin: of the other hostnames, without one. close
 *   ends open connections too.
 * @throws what `listen` reports, for example `EADDRINUSE` when a given port is taken.
 */
export async function startDemoServer({ port = 0 } = {}) {
  const servers = await listenOnLoopback(port);
  const chosenPort = getPort(servers[0]);
  return {
    url: `http://127.0.0.1:${chosenPort}/`,
    crossOrigin: `http://localhost:${chosenPort}`,
    thirdOrigin: `http://third.localhost:${chosenPort}`,
    close: async () => {
      await Promise.all(servers.map(closeServer));
    },
  };
}

/**
 * Listens on one port of 127.0.0.1 and of ::1, since browsers differ in which of the two they take for `localhost`.
 *
 * @param {number} port
 * @returns {Promise<[Server, ...Server[]]>}
 */
async function listenOnLoopback(port) {
  const ipv4 = await listen('127.0.0.1', port);
  try {
    return [ipv4, await listen('::1', getPort(ipv4))];
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (noIpv6Codes.includes(code)) return [ipv4];
    await closeServer(ipv4);
    // The port was free on 127.0.0.1 but another program has it on ::1: let the system choose again.
    if (code === 'EADDRINUSE' && port === 0) return listenOnLoopback(0);
    throw error;
  }
}

/** @type {(host: string, port: number) => Promise<Server>} */
function listen(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer(answer);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** @param {Server} server */
function getPort(server) {
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}

/** @type {(server: Server) => Promise<void>} */
function closeServer(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** @type {import('node:http').RequestListener} */
async function answer(request, response) {
  const [path = '/'] = (request.url ?? '/').split('?');
  const page = await readPage(path === '/' ? '/index.html' : path);
  if (page) send(response, 200, page.contentType, page.body);
  else send(response, 404, html, '<!doctype html><title>Not found</title><p>There is no such page here.');
}

/**
 * Gives a page, or null where there is none: unknown, outside the folder, or of a kind that is not served.
 *
 * @param {string} path
 */
async function readPage(path) {
  const file = resolve(pagesFolder, `.${path}`);
  const contentType = contentTypes.get(extname(file));
  if (!file.startsWith(pagesFolder + sep) || !contentType) return null;
  const body = await readFile(file).catch(() => null);
  return body && { contentType, body };
}

/** @type {(response: import('node:http').ServerResponse, status: number, contentType: string, body: string | Buffer) => void} */
function send(response, status, contentType, body) {
  // Not `no-store`, which would keep the page out of the browser's back/forward cache.
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-cache' });
  response.end(body);
}

/** What `node demo/server.mjs` does. */
async function serveUntilStopped() {
  const { url } = await startDemoServer();
  console.log(`The demo site is at ${url} (Ctrl-C stops it)`);
}

// No `await` here: tests load this file as CommonJS, which has none at the top level.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) void serveUntilStopped();
