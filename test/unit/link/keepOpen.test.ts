import { describe, expect, test } from '@jest/globals';
import { createMemoryLink, keepOpen, type MemoryLink } from '../../../src/link';

/** A place where links are opened, and can be broken as a browser breaks them. */
function makePlace() {
  const opened: MemoryLink<string, string>[] = [];
  let isGone = false;
  const open = () => {
    if (isGone) throw new Error('Extension context invalidated.');
    const link = createMemoryLink<string, string>();
    opened.push(link);
    return link.left;
  };
  return {
    opened,
    open,
    last: () => opened[opened.length - 1] as MemoryLink<string, string>,
    goAway: () => (isGone = true),
  };
}

describe('keepOpen', () => {
  test('opens again when the way ends, and goes on hearing and sending', () => {
    const place = makePlace();
    const heard: string[] = [];
    let opens = 0;
    const link = keepOpen(
      place.open,
      () => (opens += 1),
      () => undefined,
    );
    link.listen((message) => heard.push(message));
    place.last().right.send('before');
    place.last().cut();
    expect(opens).toBe(2);
    place.last().right.send('after');
    expect(heard).toEqual(['before', 'after']);

    const arrived: string[] = [];
    place.last().right.listen((message) => arrived.push(message));
    expect(link.send('up')).toBe(true);
    expect(arrived).toEqual(['up']);
  });

  test('says once that there will never be a way again', () => {
    const place = makePlace();
    let gone = 0;
    const link = keepOpen(
      place.open,
      () => undefined,
      () => (gone += 1),
    );
    place.goAway();
    place.last().cut();
    expect(gone).toBe(1);
    expect(link.send('to nobody')).toBe(false);
  });

  test('does not open again after it was closed', () => {
    const place = makePlace();
    const link = keepOpen(
      place.open,
      () => undefined,
      () => undefined,
    );
    link.close();
    expect(place.opened.length).toBe(1);
    expect(link.send('to nobody')).toBe(false);
  });
});
