import type { Handle, Port } from '../../src/model';
import { Section } from '../shared/Facts';
import { EvidenceTag } from './EvidenceTag';
import { arrivalWords, evidenceWords, stayWords, trafficWords, whatWouldMakeSure } from './journeyWords';
import { MessageLink, RealmLink, type Links } from './Links';

/** Where the port has been, oldest first: how it came there, how sure that is, how long it stayed, what it did. */
export function Journey({ port, ...links }: Links & { port: Port }) {
  if (port.handles.length === 0) return null;
  return (
    <Section title="Journey">
      <ol class="journey">
        {port.handles.map((handle, index) => (
          <Stay key={index} handle={handle} before={port.handles[index - 1]} {...links} />
        ))}
      </ol>
    </Section>
  );
}

function Stay({ handle, before, ...links }: Links & { handle: Handle; before: Handle | undefined }) {
  const { arrival } = handle;
  const wish = whatWouldMakeSure(handle, before);
  return (
    <li data-stay={handle.realm.number}>
      <p>
        <RealmLink realm={handle.realm} onSelect={links.onSelect} /> {arrivalWords(handle)}
        {arrival !== null && ', '}
        {arrival !== null && <Carried arrival={arrival} {...links} />}
      </p>
      {arrival !== null && (
        <p class="fact-note">
          <EvidenceTag evidence={arrival.evidence} /> {evidenceWords(handle)} {wish}
        </p>
      )}
      <p class="fact-note">
        {stayWords(handle)}; {trafficWords(handle)}
      </p>
    </li>
  );
}

function Carried({ arrival, ...links }: Links & { arrival: NonNullable<Handle['arrival']> }) {
  if (arrival.by === 'structuredClone') return <>by structuredClone()</>;
  if (arrival.message === null) return <>by a message that was not seen</>;
  return (
    <>
      by <MessageLink message={arrival.message} {...links} />
    </>
  );
}
