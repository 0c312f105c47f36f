import type { CarriedValue, RealmId } from '../protocol';
import type { DomNatives } from './domNatives';
import type { Emit } from './emit';
import type { Primitives, Realm } from './natives';
import type { Neighbours } from './neighbours';
import type { PortsHere } from './portsHere';
import type { Registry } from './registry';
import type { StackReader } from './stackReader';
import type { Stacks } from './stacks';
import type { TransferredObjects } from './value';

/** Puts back what a patch changed. */
export type Undo = () => void;

/**
 * Encodes a value once, within the budget.
 * @param transferred what left with it, with sizes as they were before; null: there was a list that was not read.
 */
export type Encode = (value: unknown, transferred: TransferredObjects | null) => CarriedValue;

/** What every part of the agent is given. */
export type BaseContext = {
  readonly realm: Realm;
  readonly realmId: RealmId;
  readonly primitives: Primitives;
  readonly dom: DomNatives;
  readonly registry: Registry;
  readonly portsHere: PortsHere;
  readonly emit: Emit;
  readonly encode: Encode;
  readonly stackReader: StackReader;
  readonly stacks: Stacks;
  /** False while the user has paused: identities are still followed, values are not taken. */
  isRecording(): boolean;
  /** True once every patch was undone: what is left of us stays silent. */
  isOver(): boolean;
  /** Runs our own work beside a native call. What it throws becomes an `agent-fault`; the page sees nothing. */
  guard(where: string, work: () => void): void;
  /** Says that our own code failed. It never throws. */
  reportFault(where: string, error: unknown): void;
  /** Name and message of an exception, where reading them runs no page code. */
  describeError(error: unknown): { name: string; message: string };
  /** Says that this proxy stands for that native, for `Function.prototype.toString`. */
  mask(proxy: object, native: object): void;
  /** The native behind a proxy of ours, or undefined. */
  unmask(proxy: object): object | undefined;
};

/** What every patch is given. */
export type Context = BaseContext & { readonly neighbours: Neighbours };

/** One API, observed: installs itself and gives its undo. */
export type Patch = (context: Context) => Undo;
