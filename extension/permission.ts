// Runs in: a tab that the panel opened, because only a page of ours may ask for permissions in every browser.
// Hears: the user's click.
// Tells: the browser, which asks the user itself and then tells the background.
import browser from 'webextension-polyfill';

const button = document.getElementById('allow') as HTMLButtonElement;
const outcome = document.getElementById('outcome') as HTMLElement;

button.addEventListener('click', () => {
  void browser.permissions.request({ origins: ['<all_urls>'] }).then((isGranted) => {
    button.hidden = isGranted;
    outcome.textContent = isGranted
      ? 'Access is granted. Go back to the page you inspect and reload it to see everything.'
      : 'Access was not granted. You can still allow it here, or on the page of your browser that lists its extensions.';
  });
});
