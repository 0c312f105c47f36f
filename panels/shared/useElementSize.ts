import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Width and height in CSS pixels. */
export type Size = { width: number; height: number };

/** The content size of an element, followed while it lives; zero until it is in the page. */
export function useElementSize(ref: RefObject<Element | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () =>
      setSize((last) => keepIfSame(last, { width: element.clientWidth, height: element.clientHeight }));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

function keepIfSame(last: Size, next: Size): Size {
  return last.width === next.width && last.height === next.height ? last : next;
}
