import type { Message, Model } from './types';

/** The tool whose traffic a message is; null: the page's own. */
export function noiseOf(message: Message): string | null {
  return message.noise;
}

/** How many rows are traffic of tools, by the tool's name. */
export function hiddenOf(model: Model): Map<string, number> {
  const counts = new Map<string, number>();
  for (const message of model.messages) {
    const noise = message.absorbedBy === null ? noiseOf(message) : null;
    if (noise !== null) counts.set(noise, (counts.get(noise) ?? 0) + 1);
  }
  return counts;
}
