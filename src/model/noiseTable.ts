/**
 * How the traffic of a well-known tool looks. `key`: the value is a plain object with this own property, a string that
 * begins with one of `starts`. Without a key the value itself is that string. `whole`: and nothing follows.
 *
 * Only shapes that the tool's own source shows are listed; anything a page could as well have made for itself is not
 * (core-js posts a bare number as text, and zone.js posts nothing).
 */
export type NoiseShape = { tool: string; key: string | null; starts: readonly string[]; whole: boolean };

/** See `NoiseShape`. Tools that only mention the page's framework stand beside those that run in every page. */
export const NOISE_SHAPES: readonly NoiseShape[] = [
  // facebook/react, packages/react-devtools-extensions: content script, bridge, backend manager, …
  { tool: 'React DevTools', key: 'source', starts: ['react-devtools-'], whole: false },
  // vuejs/devtools-v6, shells: proxy and backend; detector posts a key.
  { tool: 'Vue DevTools', key: 'source', starts: ['vue-devtools-', '__VUE_DEVTOOLS_'], whole: false },
  // vuejs/devtools-next, packages/browser-extension: proxy.ts, detector.ts
  { tool: 'Vue DevTools', key: 'key', starts: ['_vue-devtools-', '__VUE_DEVTOOLS_'], whole: false },
  // reduxjs/redux-devtools, extension/src/contentScript and pageScript
  { tool: 'Redux DevTools', key: 'source', starts: ['@devtools-page', '@devtools-extension'], whole: true },
  // angular/angular, devtools/projects/shell-browser: same-page message bus
  { tool: 'Angular DevTools', key: 'source', starts: ['angular-devtools-'], whole: false },
  // emberjs/ember-inspector, ember_debug/adapters and app/services/adapters
  { tool: 'Ember Inspector', key: 'from', starts: ['inspectedWindow'], whole: true },
  { tool: 'Ember Inspector', key: null, starts: ['debugger-client'], whole: true },
  // apollographql/apollo-client-devtools, src/extension/messages.ts
  { tool: 'Apollo Client Devtools', key: 'source', starts: ['apollo-client-devtools'], whole: true },
  // mobxjs/mobx-devtools, src/shells/webextension
  { tool: 'MobX DevTools', key: 'source', starts: ['mobx-devtools-'], whole: false },
  // preactjs/preact-devtools, src/constants.ts
  { tool: 'Preact DevTools', key: 'source', starts: ['preact-page-hook', 'preact-devtools'], whole: false },
  // webpack/webpack-dev-server, client-src: hot updates as text, the overlay's messages by type
  { tool: 'webpack dev server', key: null, starts: ['webpackHotUpdate'], whole: false },
  {
    tool: 'webpack dev server',
    key: 'type',
    starts: [
      'webpackOk',
      'webpackStillOk',
      'webpackInvalid',
      'webpackWarnings',
      'webpackErrors',
      'webpackProgress',
      'webpackStaticChanged',
      'webpackClose',
    ],
    whole: true,
  },
  // YuzuJS/setImmediate, setImmediate.js; the number after it is `Math.random()`
  { tool: 'setImmediate', key: null, starts: ['setImmediate$0.'], whole: false },
  // MetaMask/metamask-extension, app/scripts/inpage.js: post-message stream
  { tool: 'MetaMask', key: 'target', starts: ['metamask-inpage', 'metamask-contentscript'], whole: true },
];
