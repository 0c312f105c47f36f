// Runs scenes and shows how they went. A scene is an element with `data-scene`, a Run button and an output.

const scenes = new Map();

// The ports and workers that a scene's last run left open. A port that nobody refers to may be collected.
const kept = new Map();

/**
 * Says what a scene does: `play` gets the scene's element and returns a promise that resolves once every message it
 * caused has arrived or cannot arrive any more.
 */
function defineScene(id, play) {
  const element = document.querySelector(`[data-scene="${id}"]`);
  const scene = {
    element,
    button: element.querySelector('button[type="button"]'),
    output: element.querySelector('output'),
    play,
  };
  scenes.set(id, scene);
  scene.button.addEventListener('click', () => run(id));
}

/**
 * Runs a scene. Its element carries `data-done="true"` and one more in `data-runs` afterwards; or `data-error`, and the
 * promise is rejected.
 */
async function run(id) {
  const { element, button, output, play } = scenes.get(id);
  await waitUntilLoaded();
  delete element.dataset.done;
  delete element.dataset.error;
  output.replaceChildren();
  button.disabled = true;
  try {
    await play(element);
    element.dataset.runs = Number(element.dataset.runs ?? 0) + 1;
    element.dataset.done = 'true';
  } catch (error) {
    element.dataset.error = String(error);
    show(element, String(error));
    throw error;
  } finally {
    button.disabled = false;
  }
}

/** Runs every card's scene, one after the other, in the order of the page. */
async function runAll() {
  for (const card of document.querySelectorAll('article[data-scene]')) {
    await run(card.dataset.scene);
  }
}

/** Adds one line to the output of a scene. */
function show(element, text) {
  const line = document.createElement('div');
  line.textContent = text;
  element.querySelector('output').append(line);
}

/** Keeps a scene's ports and workers alive, and ends those that its run before had kept. */
function keep(id, ...things) {
  for (const thing of kept.get(id) ?? []) {
    if (thing instanceof Worker) thing.terminate();
    else thing.close();
  }
  kept.set(id, things);
}

/** Resolves once the page and both frames have loaded. */
function waitUntilLoaded() {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => {
    window.addEventListener('load', resolve, { once: true });
  });
}

document.getElementById('run-all').addEventListener('click', runAll);

// For the console and for tests.
window.demo = { run, runAll };
