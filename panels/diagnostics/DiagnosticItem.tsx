import { useState } from 'preact/hooks';
import type { Diagnostic, Message } from '../../src/model';
import { MessageLinks } from '../messages';
import type { Selection } from '../selection';
import { formatClock, formatCount, formatPlural } from '../shared/format';
import { Icon } from '../shared/Icon';
import { LevelIcon } from './LevelIcon';
import type { Level } from './levels';
import { nameSubject } from './subjects';

const LEVEL_WORDS: Record<Level, string> = { error: 'Error', warning: 'Warning', info: 'Info' };

/** What a diagnostic leads to. */
export type Links = { onSelect: (selection: Selection) => void; onMessage: (message: Message) => void };

/** One diagnostic: what happened, what to do, how often, to what, when, and the messages behind it. */
export function DiagnosticItem(props: Links & { diagnostic: Diagnostic; isSubjectNamed: boolean }) {
  const { id, level, sentence, advice, count, subject, since, messages } = props.diagnostic;
  const [isOpen, setOpen] = useState(false);
  return (
    <li class="diagnostic" data-diagnostic={id} data-level={level}>
      <LevelIcon level={level} />
      <div class="diagnostic-body">
        <div class="diagnostic-head">
          <p>
            <span class="visually-hidden">{LEVEL_WORDS[level]}: </span>
            <span class="diagnostic-sentence">{sentence}</span>
          </p>
          {count > 1 && (
            <span class="diagnostic-count" title={`It happened ${formatCount(count)} times`}>
              {formatCount(count)}
              <span class="visually-hidden"> times</span>
            </span>
          )}
        </div>
        <p class="diagnostic-advice">{advice}</p>
        <div class="diagnostic-places">
          {props.isSubjectNamed && (
            <button type="button" class="link" data-subject onClick={() => props.onSelect(subject)}>
              {nameSubject(subject)}
            </button>
          )}
          {messages.length > 0 && (
            <button
              type="button"
              class="disclosure"
              data-action="diagnostic-messages"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              <Icon name="chevron" class={isOpen ? 'is-open' : ''} />
              {formatPlural(Math.max(count, messages.length), 'message')}
            </button>
          )}
          {since !== null && (
            <span class="fact-note">
              {count > 1 ? 'first at ' : ''}
              {formatClock(since)}
            </span>
          )}
        </div>
        {isOpen && messages.length > 0 && (
          <MessageLinks label="Messages behind it" messages={messages} total={count} onMessage={props.onMessage} />
        )}
      </div>
    </li>
  );
}
