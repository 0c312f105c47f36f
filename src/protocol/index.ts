/**
 * What can be said. Everything that crosses from one world to another (page, isolated world, background, panel) is a
 * member of one union here, one union per direction, without behaviour. Imports nothing; everybody may import it.
 *
 *   records.ts    upward: facts the agent noticed
 *   batch.ts      upward: numbered batches of records, and the guard that reads one
 *   commands.ts   downward: what a panel asks of an agent
 *   envelopes.ts  between background and panel: whose batch, whose command
 *   values.ts     the text form of a structured-clone value
 *   handshake.ts between agent and relay: how they meet
 *   version.ts    the version of all of it, and when to raise it
 */
export * from './version';
export * from './records';
export * from './batch';
export * from './commands';
export * from './envelopes';
export * from './values';
export * from './handshake';
