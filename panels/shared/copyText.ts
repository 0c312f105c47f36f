/**
 * Puts a text on the clipboard. DevTools hold their extensions' panels in frames that may be denied the clipboard API
 * (Chromium does so by permissions policy); what is selected can be copied there all the same.
 * @throws {Error} with a sentence for the user, where both ways are refused
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copySelected(text)) throw new Error('The browser did not let Portscope write to the clipboard.');
  }
}

/** Selects the text in an element that exists only for that, and copies what is selected. */
function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.style.cssText = 'position: fixed; opacity: 0';
  document.body.append(area);
  area.focus();
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
