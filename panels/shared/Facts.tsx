import type { ComponentChildren } from 'preact';

/** A titled part of the detail pane. */
export function Section(props: {
  title: string;
  /** Stable hook for drivers, as `data-section`, where the title changes. */
  hook?: string;
  /** Buttons at the right of the title. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <section class="section" data-section={props.hook ?? props.title}>
      <h3>
        <span>{props.title}</span>
        {props.actions}
      </h3>
      {props.children}
    </section>
  );
}

/** A list of names and what is known under them. */
export function Facts(props: { children: ComponentChildren }) {
  return <dl class="facts">{props.children}</dl>;
}

/** One name and what is known under it. `name` is also the stable hook for drivers, as `data-fact`. */
export function Fact(props: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact" data-fact={props.name}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
