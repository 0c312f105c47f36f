// Runs in: the page's own (MAIN) world, injected when DevTools opens on a page that is already there.
// Hears: the page's messaging from now on, and commands from the relay over a private port.
// Tells: the relay (src/protocol: records in batches).
import { startAgent } from '../src/agent';

/** The parameter of the function that build.mjs puts around this file. */
declare const PORTSCOPE_SECRET: string;

startAgent(globalThis, 'late', PORTSCOPE_SECRET);
