import type { Context, Patch, Undo } from './context';
import { createEars } from './ears';
import { createFramePaths } from './framePath';
import { createPostObserver } from './postObserver';
import { patchBroadcastChannel } from './patches/broadcastChannel';
import { patchEventListeners } from './patches/eventListeners';
import { patchFunctionText } from './patches/functionText';
import { patchMessageChannel } from './patches/messageChannel';
import { patchMessageEvent } from './patches/messageEvent';
import { patchPortHandlers } from './patches/portHandlers';
import { patchPortMethods } from './patches/portMethods';
import { patchServiceWorker } from './patches/serviceWorker';
import { patchSharedWorker } from './patches/sharedWorker';
import { patchStructuredClone } from './patches/structuredClone';
import { patchWorker } from './patches/worker';

/** What `install` put in place. */
export type Installed = {
  /** Puts our listeners back on the window, where `document.open()` erased them. */
  rearmWindow(): void;
  undo: Undo;
};

/**
 * Installs every patch in a realm. The list below is all that the page's world is changed by.
 * @param armLife puts the listeners of realmLife.ts (back) on the window.
 */
export function install(context: Context, armLife: () => void): Installed {
  const { pathOf } = createFramePaths(context.realm, context.primitives);
  const ears = createEars(context, pathOf, () => 0);
  const observePost = createPostObserver(context);
  const rearmWindow = (): void => {
    ears.hearWindow();
    armLife();
  };

  const patches: Patch[] = [
    patchFunctionText,
    patchMessageChannel,
    patchPortMethods(observePost, ears),
    patchPortHandlers(ears),
    patchEventListeners(ears, rearmWindow),
    patchWorker(observePost, ears),
    patchSharedWorker,
    patchServiceWorker(observePost),
    patchBroadcastChannel(observePost),
    patchStructuredClone,
    patchMessageEvent(ears),
  ];
  const undos: Undo[] = [];
  for (let i = 0; i < patches.length; i += 1) {
    context.guard('installing a patch', () => {
      context.primitives.append(undos, (patches[i] as Patch)(context));
    });
  }
  rearmWindow();

  return {
    rearmWindow,
    undo() {
      for (let i = undos.length - 1; i >= 0; i -= 1) context.guard('undoing a patch', undos[i] as Undo);
    },
  };
}
