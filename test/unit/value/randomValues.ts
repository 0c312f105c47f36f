import fc from 'fast-check';

const primitive = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, false, NaN, Infinity, -Infinity, -0, 0),
  fc.integer(),
  fc.double(),
  fc.bigInt(),
  fc.string({ unit: 'binary' }),
  // Every UTF-16 unit by itself, so surrogates stand alone too.
  fc.array(fc.nat(0xffff), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
);

const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toJSON', 'length', '0', '-0', 'then'));

const buffer = fc.uint8Array({ maxLength: 64 }).map((bytes) => bytes.slice().buffer);

const VIEWS = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint32Array, Float32Array, Float64Array] as const;

const view = fc.tuple(buffer, fc.constantFrom(...VIEWS), fc.nat(), fc.nat()).map(([bytes, View, from, most]) => {
  const size = View.BYTES_PER_ELEMENT;
  const room = Math.floor(bytes.byteLength / size);
  const offset = from % (room + 1);
  return new View(bytes, offset * size, most % (room - offset + 1));
});

const dataView = fc.tuple(buffer, fc.nat()).map(([bytes, from]) => new DataView(bytes, from % (bytes.byteLength + 1)));

const leafObject = fc.oneof(
  fc.date({ noInvalidDate: true }),
  fc.constantFrom<RegExp>(/a/, /[/]/giu, /\n\u2028/s, new RegExp(''), /(?<n>x)/dy),
  fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.bigInt()).map((value) => Object(value) as object),
  buffer,
  view,
  dataView,
);

const own = (entries: [string, unknown][]): object => {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return object;
};

const sparse = (length: number, entries: [number, unknown][]): unknown[] => {
  const array = new Array<unknown>(length);
  for (const [index, value] of entries) array[index] = value;
  return array;
};

const ERRORS = [Error, TypeError, RangeError, SyntaxError, EvalError, ReferenceError, URIError] as const;

/** Trees of every type that Node clones, as the clone would be. */
const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    primitive,
    leafObject,
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(own),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .tuple(fc.nat(1000), fc.array(fc.tuple(fc.nat(1000), tie('value')), { maxLength: 3 }))
      .map(([length, entries]) => sparse(length, entries)),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
    fc.array(tie('value'), { maxLength: 4 }).map((values) => new Set(values)),
    fc
      .tuple(fc.constantFrom(...ERRORS), fc.string(), fc.option(tie('value'), { nil: undefined }))
      .map(([Type, message, cause]) => (cause === undefined ? new Type(message) : new Type(message, { cause }))),
  ),
})).value;

/** Objects in a value that can hold another one. */
function holdersIn(value: unknown, found: Set<object>): Set<object> {
  if (typeof value !== 'object' || value === null || found.has(value)) return found;
  if (value instanceof Map) {
    found.add(value);
    value.forEach((entry, name) => [name, entry].forEach((part) => holdersIn(part, found)));
  } else if (value instanceof Set) {
    found.add(value);
    value.forEach((part) => holdersIn(part, found));
  } else if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) {
    found.add(value);
    Object.values(value).forEach((part) => holdersIn(part, found));
  }
  return found;
}

/** Values with cycles and shared references: a few objects in them are put into others once more. */
export const cloneableValue = fc
  .tuple(tree, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }))
  .map(([value, links]) => {
    const holders = [...holdersIn(value, new Set())];
    if (holders.length === 0) return value;
    for (const [from, to] of links) {
      const holder = holders[from % holders.length] as object;
      const target = holders[to % holders.length];
      if (holder instanceof Map) holder.set('again', target);
      else if (holder instanceof Set) holder.add(target);
      else if (Array.isArray(holder)) holder.push(target);
      else
        Object.defineProperty(holder, 'again', { value: target, writable: true, enumerable: true, configurable: true });
    }
    return value;
  });
