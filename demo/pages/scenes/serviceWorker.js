// A worker between pages and the network. Its scope is empty, so that it stands in the way of nothing here.

async function playServiceWorker(element) {
  const registration = await navigator.serviceWorker.register('serviceWorker.js', { scope: 'nothing/' });
  const worker = await getActive(registration);
  const answer = getNextMessage(navigator.serviceWorker);
  worker.postMessage({ scene: 'service-worker', text: 'Hello, service worker' });
  show(element, await answer);
  await registration.unregister();
}

/** Gives the registration's worker once it works. */
function getActive({ installing, waiting, active }) {
  const worker = active ?? waiting ?? installing;
  return new Promise((resolve) => {
    const look = () => worker.state === 'activated' && resolve(worker);
    worker.addEventListener('statechange', look);
    look();
  });
}

defineScene('service-worker', playServiceWorker);
