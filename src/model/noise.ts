import type { RecordedValue } from '../protocol';
import { NOISE_SHAPES, type NoiseShape } from './noiseTable';
import type { Channel, Delivery, Message, Post } from './types';

/**
 * Traffic that is not the page's own: of other extensions, of developer tools, of schedulers and polyfills that use
 * messages as a timer. It is recorded and counted like any other; views may leave it out if they say so.
 */

/** What any of the shapes holds, so that most values need no second look. */
const HINT = new RegExp(
  NOISE_SHAPES.flatMap(({ starts }) => starts.map((text) => `"${text.replace(/[$.]/g, '\\$&')}`)).join('|'),
);

/** Where the telling property stands, if at all: it is among the first ones. UTF-16 units. */
const HINT_WITHIN = 2_000;

const EXTENSION_ORIGIN = /^(chrome|moz|safari-web)-extension:/;

/** The tool whose traffic a value is, by its shape; null: none that is known. */
export function noiseOfValue(value: RecordedValue | null): string | null {
  if (value === null || 'absent' in value || !HINT.test(value.text.slice(0, HINT_WITHIN))) return null;
  const encoded = parse(value.text);
  for (const shape of NOISE_SHAPES) if (hasShape(encoded, shape)) return shape.tool;
  return null;
}

/** The same for what arrived, also by its origin. */
export function noiseOfDelivery({ value, window }: Delivery): string | null {
  if (window !== null && EXTENSION_ORIGIN.test(window.origin)) return 'another extension';
  return noiseOfValue(value);
}

/** Takes note of what is posted on a channel: React's scheduler posts `null` on one of its own, and nothing else. */
export function noteNulls(channel: Channel, value: Post['value']): void {
  const isNull = value !== null && 'text' in value && value.text === 'null';
  channel.values = isNull && channel.values !== 'mixed' ? 'only null' : 'mixed';
}

/**
 * The tool whose traffic a message is; null: the page's own. What a channel carries is judged by the channel as it is
 * now: one that stays within its realm and carries only `null` is a scheduler's.
 */
export function noiseOf({ noise, post, delivery }: Message): string | null {
  if (noise !== null) return noise;
  const carrier = (post ?? delivery)?.carrier;
  return carrier?.type === 'port' && isScheduler(carrier.handle.port.channel) ? 'scheduler' : null;
}

/** Made in one realm, never transferred, and used for nothing but `null`. */
export function isScheduler({ values, isBirthSeen, ports }: Channel): boolean {
  if (values !== 'only null' || !isBirthSeen) return false;
  return ports.every(({ handles }) => {
    const [only] = handles;
    return only?.departure === null && only.arrival === null && only.id !== null;
  });
}

function hasShape(encoded: unknown, { key, starts, whole }: NoiseShape): boolean {
  const text = key === null ? encoded : propertyOf(encoded, key);
  if (typeof text !== 'string') return false;
  return starts.some((start) => (whole ? text === start : text.startsWith(start)));
}

/** A property of an encoded plain object (protocol/values.ts): `["object", key, value, …]`. */
function propertyOf(encoded: unknown, key: string): unknown {
  if (!Array.isArray(encoded) || encoded[0] !== 'object') return undefined;
  for (let i = 1; i + 1 < encoded.length; i += 2) if (encoded[i] === key) return encoded[i + 1] as unknown;
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
