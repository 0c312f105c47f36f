// A service worker for one scene: it answers whoever posts to it.

self.addEventListener('message', ({ source }) => source.postMessage('Hello back from the service worker'));
