import { Component, h, type ComponentChild, type ComponentType } from 'preact';
import { isShallowEqual } from './isShallowEqual';

/**
 * A component that is drawn again only when one of its props is another value than before. (Preact has this in
 * `preact/compat`, which brings much else.)
 */
export function memo<Props extends object>(View: (props: Props) => ComponentChild): ComponentType<Props> {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      return !isShallowEqual(this.props, next);
    }

    override render(): ComponentChild {
      return h(View, this.props);
    }
  };
}
