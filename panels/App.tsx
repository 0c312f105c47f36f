import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { diagnosticsOf, noiseOf, printModel, totalsOf, visibleMessages, type Message } from '../src/model';
import { arrange } from './arrange';
import { MessageDetail, SelectionDetail, stackDeskOf } from './detail';
import { DiagnosticsBadge, DiagnosticsList, marksOf } from './diagnostics';
import { Graph, sceneOf, shareScene, type Scene } from './graph';
import { countMessages, filterMessages, MessageTable } from './messages';
import { graphIdOf, keepSelection, nameSelection, selectionOf, type Selection } from './selection';
import type { Session } from './sessionTypes';
import { Placeholder, Refused } from './shared/Placeholder';
import { Splitter } from './shared/Splitter';
import { useElementSize } from './shared/useElementSize';
import { useFrameVersion } from './shared/useFrameVersion';
import { surveyMessages } from './survey';
import { Counters, NoiseToggle, SettingsButton, StatusBars, Toolbar } from './toolbar';

/** The panel: what is selected and filtered lives here, everything else in the session or in one view. */
export function App(props: { session: Session; theme: 'light' | 'dark'; startLayoutWorker: () => Worker }) {
  const { session } = props;
  const version = useFrameVersion(useCallback((listener) => session.subscribe(listener), [session]));
  const { model, status, isNoiseShown } = session;

  const [filter, setFilter] = useState('');
  const [wantedSelection, select] = useState<Selection | null>(null);
  const [wantedMessage, setMessage] = useState<Message | null>(null);
  const [isDetailOpen, setDetailOpen] = useState(true);
  const [isListOpen, setListOpen] = useState(false);
  const badge = useRef<HTMLButtonElement>(null);
  const selection = keepSelection(model, wantedSelection);

  const body = useRef<HTMLDivElement>(null);
  const arrangement = arrange(useElementSize(body));
  const { laneCount } = arrangement;

  const totals = useMemo(() => totalsOf(model), [model, version]);
  const diagnostics = useMemo(() => diagnosticsOf(model), [model, version]);
  const marks = useMemo(() => marksOf(diagnostics), [diagnostics]);
  const all = useMemo(() => visibleMessages(model), [model, version]);
  const survey = useMemo(() => surveyMessages(all, isNoiseShown), [all, isNoiseShown]);
  const matching = useMemo(() => filterMessages(all, selection, filter), [all, selection, filter]);
  const rows = useMemo(
    () => (isNoiseShown ? matching : matching.filter((row) => noiseOf(row) === null)),
    [matching, isNoiseShown],
  );
  const lastScene = useRef<Scene | null>(null);
  const scene = useMemo(
    () => (lastScene.current = shareScene(lastScene.current, sceneOf(model, laneCount, survey, marks))),
    [model, version, survey, laneCount, marks],
  );
  const message = rows.find((row) => row === (wantedMessage?.absorbedBy ?? wantedMessage)) ?? null;
  const onMessage = useMemo(() => session.onMessage?.bind(session), [session]);

  const choose = (next: Selection | null) => {
    select(next);
    setMessage(null);
    setDetailOpen(true);
    setListOpen(false);
  };
  const chooseMessage = (next: Message | null) => {
    setMessage(next);
    setDetailOpen(true);
  };
  /** From a link: the message must be among the rows to be shown. */
  const followMessage = (next: Message) => {
    if (!rows.includes(next)) {
      select(null);
      setFilter('');
      if (noiseOf(next) !== null) session.setNoiseShown(true);
    }
    chooseMessage(next);
  };

  const desk = stackDeskOf(session);
  const closeDetail = () => {
    if (message !== null) setMessage(null);
    else setDetailOpen(false);
  };
  const closeList = () => {
    setListOpen(false);
    badge.current?.focus();
  };
  /** A message that the list led to lies over it: it is still there when that is closed. */
  const pressBadge = () => {
    if (isListOpen && message === null) return closeList();
    setListOpen(true);
    setMessage(null);
  };
  const ownDetail = !isDetailOpen ? null : message !== null ? (
    <MessageDetail
      model={model}
      message={message}
      diagnostics={diagnostics}
      desk={desk}
      onSelect={choose}
      onMessage={followMessage}
      onClose={closeDetail}
    />
  ) : isListOpen ? null : selection !== null && !arrangement.isDetailCovering ? (
    <SelectionDetail
      model={model}
      selection={selection}
      diagnostics={diagnostics}
      desk={desk}
      onSelect={choose}
      onMessage={followMessage}
      onClose={closeDetail}
    />
  ) : null;
  const detail =
    isListOpen || ownDetail !== null ? (
      <div class="detail-layers">
        {isListOpen && (
          <div class="detail-layer" inert={ownDetail !== null}>
            <DiagnosticsList
              diagnostics={diagnostics}
              selection={selection}
              onSelect={(next) => {
                select(next);
                setMessage(null);
              }}
              onMessage={followMessage}
              onClose={closeList}
            />
          </div>
        )}
        {ownDetail !== null && <div class="detail-layer">{ownDetail}</div>}
      </div>
    ) : null;

  const graph = (
    <Graph
      scene={scene}
      selected={selection === null ? null : graphIdOf(selection)}
      onSelect={(id) => choose(id === null ? null : selectionOf(model, id))}
      onMessage={onMessage}
      isNoiseShown={isNoiseShown}
      startLayoutWorker={props.startLayoutWorker}
      theme={props.theme}
    />
  );
  const table = (
    <MessageTable model={model} messages={rows} selected={message} onSelect={chooseMessage}>
      <Placeholder
        status={status}
        isRecording={session.isRecording}
        hiddenNoise={matching.length - rows.length}
        isFiltered={all.length > 0}
        onReload={() => session.reloadPage()}
        onRecord={() => session.setRecording(true)}
        onShowNoise={() => session.setNoiseShown(true)}
        onShowAll={() => {
          select(null);
          setFilter('');
        }}
      />
    </MessageTable>
  );
  const lower = (
    <Splitter
      label="Resize detail"
      direction="row"
      initialShare={0.66}
      first={table}
      second={detail}
      isCovering={arrangement.isDetailCovering}
    />
  );

  return (
    <div class="panel" data-theme={props.theme}>
      <Toolbar
        isRecording={session.isRecording}
        onRecord={(on) => session.setRecording(on)}
        onClear={() => session.clear()}
        onReload={() => session.reloadPage()}
        getText={() => printModel(session.model)}
        isLogPreserved={session.isLogPreserved}
        onPreserve={(on) => session.setLogPreserved(on)}
        filter={filter}
        onFilter={setFilter}
        selection={selection === null ? null : nameSelection(selection)}
        onDeselect={() => choose(null)}
      >
        <NoiseToggle noise={survey.noise} isShown={isNoiseShown} onShow={(on) => session.setNoiseShown(on)} />
        <Counters
          totals={totals}
          counters={model.counters}
          shownMessages={rows.length === all.length ? totals.messages : countMessages(rows)}
          shownPorts={totals.ports - scene.hiddenPorts}
        />
        {status.state !== 'refused' && (
          <DiagnosticsBadge
            diagnostics={diagnostics}
            isOpen={isListOpen && message === null}
            onPress={pressBadge}
            buttonRef={badge}
          />
        )}
        <SettingsButton isTakingStacks={session.isTakingStacks} onTakeStacks={(on) => session.setTakingStacks(on)} />
      </Toolbar>
      <StatusBars status={status} notices={model.notices} onReload={() => session.reloadPage()} />
      <div class="panel-body" ref={body}>
        {status.state === 'refused' ? (
          <Refused status={status} onAllow={() => session.requestPermission()} onReload={() => session.reloadPage()} />
        ) : model.realms.size === 0 ? (
          lower
        ) : (
          <Splitter
            label="Resize graph"
            direction={arrangement.direction}
            initialShare={arrangement.graphShare}
            first={graph}
            second={lower}
          />
        )}
      </div>
    </div>
  );
}
