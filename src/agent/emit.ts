import type { AgentRecord } from '../protocol';

/** Takes a record on its way to the panel. Never throws. */
export type Emit = (record: AgentRecord) => void;
