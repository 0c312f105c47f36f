import type { Link, Stop } from './link';

/** A link that opens itself again when the way between ends, as it does each time a service worker is put to sleep. */
export type LastingLink<Out, In> = {
  /** Sends over the way that is open now; returns false if there is none. */
  send(message: Out): boolean;
  listen(listener: (message: In) => void): Stop;
  close(): void;
};

/**
 * Keeps a link open.
 * @param open opens a new way; throws when there can never be one again (the extension was reloaded or removed).
 * @param onOpen runs each time a way was opened, the first time too.
 * @param onGone runs once, when `open` threw. Nothing is tried after it.
 */
export function keepOpen<Out, In>(
  open: () => Link<Out, In>,
  onOpen: (link: Link<Out, In>) => void,
  onGone: () => void,
): LastingLink<Out, In> {
  const listeners = new Set<(message: In) => void>();
  let link: Link<Out, In> | null = null;
  let isClosed = false;

  const connect = (): void => {
    if (isClosed) return;
    try {
      link = open();
    } catch {
      link = null;
      isClosed = true;
      onGone();
      return;
    }
    link.listen((message) => {
      for (const listener of [...listeners]) listener(message);
    });
    link.onEnd(() => {
      link = null;
      connect();
    });
    onOpen(link);
  };
  connect();

  return {
    send: (message) => link?.send(message) ?? false,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      isClosed = true;
      link?.close();
      link = null;
    },
  };
}
