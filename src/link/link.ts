/** Takes back a subscription. */
export type Stop = () => void;

/** A two-way link: this end sends Out and hears In. */
export type Link<Out, In> = {
  /** Sends; on a closed link it does nothing and returns false. */
  send(message: Out): boolean;
  /** Hears every message from now on. */
  listen(listener: (message: In) => void): Stop;
  /** Told once, when the other end or the way between ends; not after one's own `close()`. */
  onEnd(listener: () => void): void;
  close(): void;
};

/** The part of a WebExtension `runtime.Port` that a link needs. */
export type RuntimePortLike = {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: {
    addListener(listener: (message: unknown) => void): void;
    removeListener(listener: (message: unknown) => void): void;
  };
  onDisconnect: { addListener(listener: () => void): void };
};

/**
 * A link over a `runtime.Port`.
 * @typeParam In is what the other end is trusted to send; what comes from a page must be guarded by the reader.
 */
export function linkOverPort<Out, In>(port: RuntimePortLike): Link<Out, In> {
  let isOpen = true;
  const enders: (() => void)[] = [];
  port.onDisconnect.addListener(() => {
    if (!isOpen) return;
    isOpen = false;
    for (const end of enders) end();
  });
  return {
    send(message) {
      if (!isOpen) return false;
      try {
        port.postMessage(message);
        return true;
      } catch {
        // The other end is gone and its `onDisconnect` is still on its way.
        return false;
      }
    },
    listen(listener) {
      const hear = (message: unknown): void => listener(message as In);
      port.onMessage.addListener(hear);
      return () => port.onMessage.removeListener(hear);
    },
    onEnd: (listener) => void enders.push(listener),
    close() {
      isOpen = false;
      port.disconnect();
    },
  };
}
