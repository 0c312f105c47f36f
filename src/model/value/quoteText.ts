/**
 * What would break the line, hide or turn around what stands beside it: control characters, line and paragraph
 * separators, bidirectional controls, lone surrogates.
 */
const UNSHOWABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Surrogate}\ufeff]/gu;

const SHORT = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Text on one line, with what cannot be shown written as escapes of JavaScript. */
export function escapeText(text: string): string {
  return text.replace(UNSHOWABLE, (unit) => {
    const code = unit.charCodeAt(0);
    return SHORT.get(unit) ?? (code < 256 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
  });
}

/** A string as the console shows it, in single quotes. */
export function quoteText(text: string): string {
  return `'${escapeText(text.replace(/[\\']/g, '\\$&'))}'`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
