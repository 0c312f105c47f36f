// A window of another tab: it is not inspected, so only what reaches this page is seen.

async function playPopup(element) {
  const popup = window.open(`${getOtherOrigin()}/popup.html`, 'portscope-demo', 'popup,width=320,height=160');
  if (!popup) {
    show(element, 'The browser blocked the popup: allow popups of this page, and run the scene again.');
    return;
  }
  const { text } = await getNextReportOf(popup, 'popup');
  show(element, text);
  const report = getNextReportOf(popup, 'popup');
  answerPopup(popup);
  show(element, `The popup heard: ${(await report).heard}`);
  popup.close();
}

/** This call is not seen: a window of another origin gives its caller a function that cannot be observed. */
function answerPopup(popup) {
  popup.postMessage({ scene: 'popup', text: 'Hello, popup' }, getOtherOrigin());
}

defineScene('popup', playPopup);
