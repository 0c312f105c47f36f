import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Message, Model } from '../../src/model';
import { Icon } from '../shared/Icon';
import { useElementSize } from '../shared/useElementSize';
import { COMPACT_BELOW, columnsFor, gridTemplate, resizeColumn, type ChosenWidths } from './columns';
import { MessageRow, rowId } from './MessageRow';
import { rowAfterKey } from './rowAfterKey';
import { isAtEnd, scrollToRow, windowRows, type RowList } from './rowWindow';
import { TableHead } from './TableHead';

/** Heights in pixels; messages.css has the same. */
export const ROW_HEIGHT = 21;
export const HEAD_HEIGHT = 24;

/**
 * The message table. Only the rows in sight are in the page. It follows the newest message until the user scrolls up,
 * and again from when the end is reached.
 */
export function MessageTable(props: {
  model: Model;
  /** A new list whenever the model changed: rows are read anew. */
  messages: readonly Message[];
  selected: Message | null;
  onSelect: (message: Message | null) => void;
  /** Shown in place of the rows when there are none. */
  children: ComponentChildren;
}) {
  const { messages, selected } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const size = useElementSize(scroller);
  const [scrollTop, setScrollTop] = useState(0);
  const [chosen, setChosen] = useState<ChosenWidths>({});
  const [isFollowing, setIsFollowing] = useState(true);

  const list: RowList = {
    rowCount: messages.length,
    rowHeight: ROW_HEIGHT,
    viewHeight: Math.max(0, size.height - HEAD_HEIGHT),
  };
  const { first, last, top, spacerHeight } = windowRows(list, scrollTop);
  const columns = useMemo(() => columnsFor(size.width, chosen), [size.width, chosen]);

  const scrollTo = (position: number) => {
    if (scroller.current !== null) scroller.current.scrollTop = position;
    setScrollTop(position);
    setIsFollowing(isAtEnd(list, position));
  };
  useLayoutEffect(() => {
    if (isFollowing && messages.length > 0) scrollTo(scrollToRow(list, scrollTop, messages.length - 1));
  }, [messages.length, size.height, isFollowing]);

  const press = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape' && selected !== null) {
      event.preventDefault();
      // Further up, DevTools open their drawer at this key.
      event.stopPropagation();
      props.onSelect(null);
      return;
    }
    const current = selected === null ? -1 : messages.indexOf(selected);
    const row = rowAfterKey(event.key, current, messages.length, Math.floor(list.viewHeight / ROW_HEIGHT) - 1);
    const message = row === null ? undefined : messages[row];
    if (row === null || message === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    props.onSelect(message);
    scrollTo(scrollToRow(list, scrollTop, row));
  };

  return (
    <section
      class={`messages ${size.width < COMPACT_BELOW ? 'is-compact' : ''}`}
      style={{ '--columns': gridTemplate(columns) }}
      aria-label="Messages"
    >
      {/* Head and rows scroll together, the head stays on top: so their columns stand exactly above each other. */}
      <div
        class="grid"
        role="grid"
        tabIndex={0}
        ref={scroller}
        aria-label="Messages"
        aria-rowcount={messages.length + 1}
        aria-activedescendant={selected === null ? undefined : rowId(selected)}
        onKeyDown={press}
        onScroll={(event) => {
          setScrollTop(event.currentTarget.scrollTop);
          setIsFollowing(isAtEnd(list, event.currentTarget.scrollTop));
        }}
      >
        <TableHead
          columns={columns}
          onResize={(name, delta) =>
            setChosen((widths) => resizeColumn(columnsFor(size.width, widths), widths, name, delta))
          }
        />
        <div class="spacer" role="rowgroup" style={{ height: `${spacerHeight}px` }}>
          <div class="window" role="presentation" style={{ transform: `translateY(${top}px)` }}>
            {messages.slice(first, last).map((message, index) => (
              <MessageRow
                key={message.id}
                model={props.model}
                message={message}
                index={first + index}
                columns={columns}
                isSelected={message === selected}
                onSelect={props.onSelect}
              />
            ))}
          </div>
        </div>
      </div>
      {messages.length === 0 && props.children}
      {!isFollowing && messages.length > 0 && (
        <button
          type="button"
          class="to-newest"
          data-action="newest"
          onClick={() => scrollTo(scrollToRow(list, scrollTop, messages.length - 1))}
        >
          <Icon name="down" /> Newest
        </button>
      )}
    </section>
  );
}
