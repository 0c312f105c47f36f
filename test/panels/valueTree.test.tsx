import { beforeEach, describe, expect, test } from '@jest/globals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { ValueTree } from '../../panels/detail/ValueTree';
import { decodeValue } from '../../src/model/value';
import type { EncodedValue } from '../../src/protocol';

const root = document.createElement('div');

/** Shows a value's tree. */
async function show(encoded: EncodedValue): Promise<void> {
  document.body.replaceChildren(root);
  await act(() => render(null, root));
  await act(() => render(<ValueTree root={decodeValue(JSON.stringify(encoded))} label="Value" />, root));
}

/** The visible lines, indented by their level. */
function lines(): string[] {
  return [...root.querySelectorAll('[role="treeitem"]')].map(
    (item) => '  '.repeat(Number(item.getAttribute('aria-level')) - 1) + item.textContent,
  );
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    const target = root.querySelector('[tabindex="0"]');
    await act(() => void target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));
  }
}

describe('the value tree', () => {
  beforeEach(() => show(['object', 'name', 'save', 'list', ['list', 1, ['object', 'deep', true]], 'last', null]));

  test('opens the value itself, and the rest on demand', async () => {
    expect(lines()).toEqual([
      "{name: 'save', list: Array(2), last: null}",
      "  name: 'save'",
      '  list: (2) [1, {…}]',
      '  last: null',
    ]);
    await act(() => (root.querySelector('[data-path="/1"]') as HTMLElement).click());
    expect(lines().slice(2, 5)).toEqual(['  list: (2) [1, {…}]', '    0: 1', '    1: {deep: true}']);
  });

  test('is walked, opened and closed by keyboard', async () => {
    const current = () => root.querySelector('[tabindex="0"]')?.textContent;
    await press('ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter', 'ArrowRight');
    expect(current()).toBe('deep: true');
    await press('ArrowLeft');
    expect(current()).toBe('1: {deep: true}');
    await press('ArrowLeft', 'ArrowLeft');
    expect(current()).toBe('list: (2) [1, {…}]');
    await press('ArrowLeft');
    expect(lines()).toHaveLength(4);
    await press('End');
    expect(current()).toBe('last: null');
    await press('Home');
    expect(current()).toContain('name');
  });

  test('shows a long list in parts', async () => {
    await show(['list', ...Array.from({ length: 250 }, (_, index) => index)]);
    expect(lines()).toHaveLength(102);
    expect(lines().at(-1)).toBe('  Show more (150 not shown)');
    await press('End', 'Enter', 'End', 'Enter');
    expect(lines()).toHaveLength(251);
    expect(lines().at(-1)).toBe('  249: 249');
  });

  test('says what a budget left out', async () => {
    await show(['object', 'text', ['string', 'abc', 1_003], 'more', 1, ['cut', 'nodes', 1_200]]);
    expect(lines()).toContain('    … 1,000 more characters cut');
    expect(lines().at(-1)).toBe('  … 1,200 more entries cut');
  });

  test('walks a cycle as far as one likes, and no further by itself', async () => {
    await show(['object', 'self', ['ref', 0]]);
    expect(lines()).toHaveLength(2);
    await press('End', 'ArrowRight', 'End', 'ArrowRight');
    expect(lines()).toHaveLength(4);
  });

  test('shows what a page might write as text, never as markup', async () => {
    await show(['object', '<img src=x onerror=alert(1)>', '</script><b>bold</b>']);
    expect(root.querySelector('img, b, script')).toBeNull();
    expect(lines()[1]).toContain('</script><b>bold</b>');
  });
});
