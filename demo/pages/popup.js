// The popup of one scene: it greets the page that opened it, and says what it heard from there.

window.addEventListener('message', ({ origin, data }) => {
  if (origin === getOtherOrigin()) reportToOpener({ scene: 'popup', heard: data.text });
});

function reportToOpener(report) {
  window.opener.postMessage(report, getOtherOrigin());
}

reportToOpener({ scene: 'popup', text: `Hello from ${location.origin}` });
