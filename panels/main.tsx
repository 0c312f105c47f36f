/** Wiring only: connection → session → views. */
import { render } from 'preact';
import { printModel } from '../src/model';
import { App } from './App';
import { createConnection } from './connection';
import { createSession } from './session';
import { createSettings, openShelf } from './settings';

const connection = createConnection();
const session = createSession(connection, createSettings(openShelf()));
const root = document.getElementById('root') as HTMLElement;
// elkjs's worker, beside this file in the extension.
const startLayoutWorker = () => new Worker('elk-worker.min.js');

const draw = (theme: 'light' | 'dark') =>
  render(<App session={session} theme={theme} startLayoutWorker={startLayoutWorker} />, root);
// The whole model as text, for whoever drives the panel from outside: a terminal (demo/run.mjs), a test.
Object.assign(globalThis, { portscopePrint: () => printModel(session.model) });

connection.onThemeChanged(draw);
draw(connection.theme);
