// Runs in: the page's own (MAIN) world, at document_start, in every frame, while DevTools is open.
// Hears: the page's messaging, and commands from the relay over a private port.
// Tells: the relay (src/protocol: records in batches).
import { startAgent } from '../src/agent';
import { NO_SECRET } from '../src/protocol';

startAgent(globalThis, 'first', NO_SECRET);
