// Channels for one question each, which nobody answers and nobody closes. Once they are garbage, nobody can.

async function playForgotten(element) {
  for (let number = 1; number <= 10; number += 1) ask(number);
  show(element, 'Ten channels were left open; they are told of when the browser collects garbage');
}

function ask(number) {
  const { port1 } = new MessageChannel();
  port1.postMessage({ question: number });
}

defineScene('forgotten', playForgotten);
