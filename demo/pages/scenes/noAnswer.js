// Two requests by JSON-RPC. The frame answers the first; of the second it only says that it does not know what to do.

async function playNoAnswer(element) {
  const { port1, port2 } = new MessageChannel();
  keep('no-answer', port1);
  giveFromSloppyCode('same', { scene: 'no-answer' }, [port2]);
  const answer = getNextMessage(port1);
  port1.postMessage({ jsonrpc: '2.0', id: 1, method: 'add', params: [2, 3] });
  show(element, `add(2, 3) gives ${(await answer).result}`);
  const remark = getNextMessage(port1);
  port1.postMessage({ jsonrpc: '2.0', id: 2, method: 'multiply', params: [2, 3] });
  show(element, `multiply(2, 3) gives no answer, but a remark: ${(await remark).params[0]}`);
}

defineScene('no-answer', playNoAnswer);
