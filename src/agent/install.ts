import type { Context, Patch, Undo } from './context';
import { createEars } from './ears';
import type { FindPath } from './framePath';
import type { MakePostObserver } from './postObserver';
import { patchBroadcastChannel } from './patches/broadcastChannel';
import { patchEventListeners } from './patches/eventListeners';
import { patchFunctionText } from './patches/functionText';
import { patchMessageChannel } from './patches/messageChannel';
import { patchMessageHandlers } from './patches/messageHandlers';
import { patchMessageEvent } from './patches/messageEvent';
import { patchPortMethods } from './patches/portMethods';
import { patchServiceWorker } from './patches/serviceWorker';
import { patchSharedWorker } from './patches/sharedWorker';
import { patchStructuredClone } from './patches/structuredClone';
import { patchWindowPost, type WindowCalls } from './patches/windowPost';
import { patchWorker } from './patches/worker';

/** What `install` put in place. */
export type Installed = {
  /** Puts our listeners back on the window, where `document.open()` erased them. */
  rearmWindow(): void;
  /**
   * Undoes the patches of functions that store callbacks, for a realm that goes away: other realms may use its functions
   * on, and in Chromium what a trap of a dead realm stores is never called.
   */
  undoStoring: Undo;
  undo: Undo;
};

/**
 * Installs every patch in a realm. The list below is all that the page's world is changed by.
 * @param findPath where a window stands.
 * @param armLife puts the listeners of realmLife.ts (back) on the window.
 */
export function install(
  context: Context,
  { observePost, findPath, armLife }: { observePost: MakePostObserver; findPath: FindPath; armLife: () => void },
): Installed {
  const calls: WindowCalls = { count: 0 };
  const ears = createEars(context, findPath, () => calls.count);
  const rearmWindow = (): void => {
    ears.hearWindow();
    armLife();
    context.neighbours.arm();
  };

  const storing: Patch[] = [patchMessageHandlers(ears, rearmWindow), patchEventListeners(ears, rearmWindow)];
  const patches: Patch[] = [
    patchFunctionText,
    patchMessageChannel,
    patchPortMethods(observePost, ears),
    patchWindowPost(calls),
    patchWorker(observePost, ears),
    patchSharedWorker,
    patchServiceWorker(observePost),
    patchBroadcastChannel(observePost),
    patchStructuredClone,
    patchMessageEvent(ears),
  ];
  const undoStoring = installAll(context, storing);
  const undoRest = installAll(context, patches);
  rearmWindow();

  return {
    rearmWindow,
    undoStoring,
    undo() {
      undoRest();
      undoStoring();
    },
  };
}

/** Installs what it can: a patch that fails leaves the others alone. */
function installAll(context: Context, patches: readonly Patch[]): Undo {
  const { guard, primitives } = context;
  const undos: Undo[] = [];
  for (let i = 0; i < patches.length; i += 1) {
    guard('installing a patch', () => primitives.append(undos, (patches[i] as Patch)(context)));
  }
  return () => {
    for (let i = undos.length - 1; i >= 0; i -= 1) guard('undoing a patch', undos[i] as Undo);
  };
}
