/**
 * Who notices: runs in the page's own world, as a guest. `startAgent` is the way in; `install.ts` lists every patch.
 * The manners: natives first and captured at start (natives.ts, domNatives.ts), the native call first and regardless,
 * every patch gives its undo, nothing is held alive, nothing is said where the page can hear.
 */
export { startAgent } from './startAgent';
