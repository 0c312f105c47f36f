// A getter that changes its object while the browser clones it: what arrives is not what the object says afterwards.

async function playValueChanged(element) {
  const { port1, port2 } = new MessageChannel();
  keep('value-changed', port1);
  const answer = getNextMessage(port1);
  giveFromSloppyCode('same', { scene: 'value-changed' }, [port2]);
  const value = createFickleValue();
  port1.postMessage(value);
  show(element, `The frame heard ${(await answer).heard}, and the value says ${value.unit} now`);
}

/** An object whose `unit` is one text for the first who reads it, and another for all others. */
function createFickleValue() {
  return {
    get unit() {
      Object.defineProperty(this, 'unit', { value: 'metres' });
      return 'feet';
    },
  };
}

defineScene('value-changed', playValueChanged);
