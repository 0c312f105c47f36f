// To whom a window message is addressed, and of which callers that can be seen: not of strict code.

async function playTargetOrigin(element) {
  const report = getNextReport(sameFrame, 'target-origin');
  postFromSloppyCode(getOrigin(sameFrame), 'sloppy code, to its origin');
  postFromSloppyCode('*', 'sloppy code, to any origin');
  postFromSloppyCode(getOrigin(crossFrame), 'sloppy code, to another origin');
  postFromStrictCode(getOrigin(sameFrame), 'strict code, to its origin');
  show(element, `The frame heard ${(await report).heard} of 4 messages`);
}

function postFromSloppyCode(targetOrigin, from) {
  sameFrame.contentWindow.postMessage({ scene: 'target-origin', from, isLast: false }, targetOrigin);
}

function postFromStrictCode(targetOrigin, from) {
  'use strict';
  sameFrame.contentWindow.postMessage({ scene: 'target-origin', from, isLast: true }, targetOrigin);
}

defineScene('target-origin', playTargetOrigin);
