import type { BaseContext, Undo } from './context';

/**
 * When the realm goes away and comes back. `document.open()` erases the window's listeners, so whoever calls `arm`
 * again (it changes nothing where they still are) keeps them there.
 * @param onEnd told at `pagehide`, after the record: the last moment to speak.
 */
export function watchRealmLife(
  context: BaseContext,
  onEnd: (isPersisted: boolean) => void,
): { arm(): void; undo: Undo } {
  const { realm, dom, emit, guard } = context;
  const { readers } = dom;
  const capturing = { __proto__: null, capture: true };

  const onHide = (event: PageTransitionEvent): void =>
    guard('pagehide', () => {
      if (!readers.isTrusted(event)) return;
      const persisted = dom.isPersisted(event);
      emit({ kind: 'realm-ended', at: dom.now(), persisted });
      onEnd(persisted);
    });
  const onShow = (event: PageTransitionEvent): void =>
    guard('pageshow', () => {
      if (readers.isTrusted(event) && dom.isPersisted(event)) emit({ kind: 'realm-resumed', at: dom.now() });
    });

  return {
    arm() {
      dom.addListener(realm, 'pagehide', onHide as never, capturing);
      dom.addListener(realm, 'pageshow', onShow as never, capturing);
    },
    undo() {
      dom.removeListener(realm, 'pagehide', onHide as never, capturing);
      dom.removeListener(realm, 'pageshow', onShow as never, capturing);
    },
  };
}
