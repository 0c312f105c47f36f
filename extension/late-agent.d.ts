/** Made by build.mjs of extension/page-late.ts. */
declare module 'late-agent' {
  /**
   * The whole agent as one function that needs nothing around it, so that it can be injected.
   * @param secret makes the names of its handshake ones that the page does not know.
   */
  export function startLateAgent(secret: string): void;
}
