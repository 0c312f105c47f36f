const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Base64 (RFC 4648, section 4) of bytes. Own code, because `btoa` wants a string that only page-reachable methods make.
 * Reads by index, as a typed array's indices never reach its prototype.
 */
export function toBase64(bytes: Uint8Array, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 3) {
    const left = length - i;
    const second = left > 1 ? (bytes[i + 1] as number) : 0;
    const third = left > 2 ? (bytes[i + 2] as number) : 0;
    const group = ((bytes[i] as number) << 16) | (second << 8) | third;
    text += ALPHABET[group >> 18];
    text += ALPHABET[(group >> 12) & 63];
    text += left > 1 ? ALPHABET[(group >> 6) & 63] : '=';
    text += left > 2 ? ALPHABET[group & 63] : '=';
  }
  return text;
}
