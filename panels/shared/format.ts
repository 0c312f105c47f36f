import type { Latency } from '../../src/model';

/** Milliseconds since 1970 as the wall-clock time of this machine: `14:03:07.042`. */
export function formatClock(ms: number): string {
  const date = new Date(ms);
  const pad = (n: number, width = 2) => String(n).padStart(width, '0');
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
}

/** A duration in milliseconds, with as many digits as help: `0.08 ms`, `12.4 ms`, `3.21 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return `${ms.toFixed(2)} ms`;
  if (ms < 100) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(2)} s` : `${(ms / 60_000).toFixed(1)} min`;
}

/** A size in bytes as DevTools writes it: `96 B`, `1.2 kB`, `3.4 MB` (decimal units). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/** A whole number with thin groups: `12,345`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 port`, `3 ports`. */
export function formatPlural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A latency for a table cell: the number, `~` before an estimated one, a dash where it is not known. */
export function formatLatency(latency: Latency): string {
  if (latency.ms === null) return '–';
  return `${latency.isEstimated ? '~' : ''}${formatDuration(latency.ms)}`;
}

/** An origin without the scheme where that is plain (`example.com:8080`); opaque origins by their word. */
export function formatOrigin({ origin }: { origin: string }): string {
  if (origin === 'null') return 'opaque origin';
  return origin.replace(/^https?:\/\//, '');
}
