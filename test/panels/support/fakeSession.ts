import type { Message, Model } from '../../../src/model';
import type { Session, Status } from '../../../panels/sessionTypes';

/** A session over a given model, for tests of views: remembers what was asked of it, and changes when told. */
export type FakeSession = Session & {
  readonly asked: string[];
  setStatus(change: Partial<Status>): void;
  /** Tells the views that the model changed. */
  change(): void;
  announce(message: Message): void;
};

/** @param model shown from the start; attached and connected until told otherwise. */
export function createFakeSession(model: Model): FakeSession {
  const listeners = new Set<() => void>();
  const messageListeners = new Set<(message: Message) => void>();
  const asked: string[] = [];
  let status: Status = { state: 'attached', isLate: false, isConnected: true };
  let isRecording = true;
  let isLogPreserved = false;
  let isTakingStacks = false;
  let isNoiseShown = false;
  const change = () => listeners.forEach((listener) => listener());
  return {
    model,
    asked,
    get status() {
      return status;
    },
    get isRecording() {
      return isRecording;
    },
    get isLogPreserved() {
      return isLogPreserved;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onMessage(listener) {
      messageListeners.add(listener);
      return () => void messageListeners.delete(listener);
    },
    setRecording(on) {
      isRecording = on;
      asked.push(on ? 'record' : 'pause');
      change();
    },
    setLogPreserved(on) {
      isLogPreserved = on;
      asked.push(on ? 'preserve' : 'do not preserve');
      change();
    },
    get isTakingStacks() {
      return isTakingStacks;
    },
    setTakingStacks(on) {
      isTakingStacks = on;
      asked.push(on ? 'stacks' : 'no stacks');
      change();
    },
    tellStack: ({ realm, id }) => {
      asked.push(`stack ${realm.id} ${id}`);
      return realm.state !== 'gone';
    },
    get isNoiseShown() {
      return isNoiseShown;
    },
    setNoiseShown(on) {
      isNoiseShown = on;
      change();
    },
    openSource: async (url, line, column) => {
      asked.push(`open ${url} ${line} ${column}`);
      return !url.includes('unknown');
    },
    clear: () => void asked.push('clear'),
    reloadPage: () => void asked.push('reload'),
    async requestPermission() {
      asked.push('permission');
    },
    setStatus(next) {
      status = { ...status, ...next };
      change();
    },
    change,
    announce: (message) => messageListeners.forEach((listener) => listener(message)),
  };
}
