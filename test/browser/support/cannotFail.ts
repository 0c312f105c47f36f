/** Points that do not fail against the naive hook, each with why. */
export const CANNOT_FAIL: readonly { point: string; why: string }[] = [
  {
    point: 'ports / close: nothing more was heard',
    why: 'a closed port is silent, whoever closed it',
  },
  {
    point: 'ports / onmessage: null starts a port too',
    why: 'the hook hands null on as it is, and after that the browser alone acts',
  },
  {
    point: 'frames / without an address: an about:blank',
    why: 'the hook comes with a page that is served, and this one is not',
  },
  {
    point: 'workers / listeners of a worker: its errors',
    why: 'no hook of the page runs in the worker, and errors are not what it hooks',
  },
];
