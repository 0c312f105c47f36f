import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { bundleLibraries } from './bundleLibraries';

const FIXTURES = join(__dirname, '../../fixtures');

const CONTENT_TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
]);

/** What strict.html is served with: all that a policy can forbid a guest without forbidding the page's own scripts. */
const STRICT_POLICY =
  "default-src 'none'; script-src 'self'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/** The scenes' site. */
export type TransparencyServer = {
  /** Address of a page, by its file's name. */
  urlOf(page: string): string;
  /** Puts test/fixtures/naiveHook.js in front of every page's first script, from now on or no longer. */
  setHook(isOn: boolean): void;
  close(): Promise<void>;
};

/**
 * Serves test/fixtures/transparency under two sites; pages learn the port of the other one, localhost, from their address.
 * All three ways to play a page have the same address, so that nothing but what is to be compared differs.
 */
export async function startTransparencyServer(): Promise<TransparencyServer> {
  let isHooked = false;
  const bundles = await bundleLibraries();

  const answer: RequestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    void readFixture(pathname, bundles).then((body) => {
      const type = CONTENT_TYPES.get(extname(pathname));
      if (body === null || type === undefined) return response.writeHead(404).end();
      const headers = { 'content-type': type, 'cache-control': 'no-store' };
      const policy = pathname === '/strict.html' ? { 'content-security-policy': STRICT_POLICY } : {};
      const isPage = extname(pathname) === '.html';
      return response
        .writeHead(200, { ...headers, ...policy })
        .end(isPage && isHooked ? body.replace('<head>', '<head><script src="/naiveHook.js"></script>') : body);
    });
  };

  const servers = await Promise.all([listen(answer), listen(answer)]);
  const [port, other] = servers.map((server) => (server.address() as AddressInfo).port);
  return {
    urlOf: (page) => `http://127.0.0.1:${port}/${page}?other=${other}`,
    setHook(isOn) {
      isHooked = isOn;
    },
    async close() {
      await Promise.all(servers.map(closeServer));
    },
  };
}

/** A fixture's text by its address, bundled where it uses libraries; or null. */
async function readFixture(pathname: string, bundles: ReadonlyMap<string, string>): Promise<string | null> {
  const bundle = bundles.get(pathname);
  if (bundle !== undefined) return bundle;
  const folder = pathname === '/naiveHook.js' ? FIXTURES : join(FIXTURES, 'transparency');
  return readFile(join(folder, normalize(pathname)), 'utf8').catch(() => null);
}

function listen(answer: RequestListener): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(answer);
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
