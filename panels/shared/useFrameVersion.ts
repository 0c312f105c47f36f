import { useEffect, useState } from 'preact/hooks';

/**
 * Renders the component again when something changed, once per animation frame at most, however often the source speaks.
 * @returns a number that rises with every such render, for the dependencies of `useMemo`.
 */
export function useFrameVersion(subscribe: (listener: () => void) => () => void): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let frame: number | null = null;
    const render = () => {
      frame = null;
      setVersion((last) => last + 1);
    };
    const unsubscribe = subscribe(() => {
      frame ??= requestAnimationFrame(render);
    });
    return () => {
      unsubscribe();
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [subscribe]);
  return version;
}
