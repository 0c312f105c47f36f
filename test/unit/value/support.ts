import { types } from 'node:util';
import { capturePrimitives, type Realm } from '../../../src/agent/natives';
import { createValueEncoder, type EncodeOptions } from '../../../src/agent/value';
import { DEFAULT_BUDGET, type CarriedValue, type ValueBudget } from '../../../src/protocol';

/**
 * The realm in which `structuredClone` makes its objects. Jest runs tests in a context of its own, so this is another
 * one: it plays the receiver.
 */
export const receiverRealm = ((structuredClone({}) as object).constructor.constructor as (code: string) => () => Realm)(
  'return globalThis',
)();

/** What the encoder is given in these tests, unless a test says otherwise. */
const OPTIONS: EncodeOptions = { budget: DEFAULT_BUDGET, transferred: null };

/** A budget that differs from the default one in some limits. */
export const withBudget = (limits: Partial<ValueBudget>): EncodeOptions => ({
  budget: { ...DEFAULT_BUDGET, ...limits },
  transferred: null,
});

/** Gives a realm `Error.isError`, which the supported browsers have and Node 20 has not. */
function addIsError(realm: Realm): Realm {
  Object.defineProperty(realm.Error, 'isError', { value: types.isNativeError, configurable: true, writable: true });
  return realm;
}

const makeEncoder = (realm: Realm) => {
  const encode = createValueEncoder(addIsError(realm), capturePrimitives(realm));
  return (value: unknown, options: EncodeOptions = OPTIONS): CarriedValue => encode(value, options);
};

/** Encodes where the test made the value. */
export const encode = makeEncoder(globalThis);

/** Encodes where the clone was made. */
export const encodeReceived = makeEncoder(receiverRealm);

/** The text of a value, parsed. */
export const formOf = (value: unknown, options?: EncodeOptions): unknown => JSON.parse(encode(value, options).text);
