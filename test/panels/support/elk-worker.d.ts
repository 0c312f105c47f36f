declare module 'elkjs/lib/elk-worker.min.js' {
  /** Computes layouts in this thread, behind the interface of a Worker. */
  export const Worker: new () => object;
}
