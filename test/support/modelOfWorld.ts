import { createModel, reduce, type Model, type Port } from '../../src/model';
import type { TruePort, World } from './world';

/** The model after every realm was heard to the end, a realm at a time, with a sign of life from each. */
export function modelOfWorld(world: World, order = [...world.realms.keys()]): Model {
  world.report();
  const model = createModel();
  for (const name of order) {
    reduce(model, { realm: name, frame: null, records: world.realms.get(name)?.records ?? [] });
  }
  return model;
}

/**
 * The model after the records of all realms were taken in a mixed order.
 * @param choices which realm comes next, among those that have records left; after the last one, a realm at a time.
 * @param size records in a batch.
 * @param afterBatch gets the model after each batch.
 */
export function mixedModelOfWorld(
  world: World,
  choices: Iterable<number>,
  size: number,
  afterBatch: (model: Model) => void = () => {},
): Model {
  const model = createModel();
  const rests = [...world.realms.values()].map(({ id, records }) => ({ id, records: [...records] }));
  for (const choice of choices) {
    const waiting = rests.filter(({ records }) => records.length > 0);
    if (waiting.length === 0) break;
    const { id, records } = waiting[choice % waiting.length] as (typeof rests)[0];
    reduce(model, { realm: id, frame: null, records: records.splice(0, size) });
    afterBatch(model);
  }
  for (const { id, records } of rests) {
    reduce(model, { realm: id, frame: null, records });
    afterBatch(model);
  }
  return model;
}

/** The model's port for a port of the world. */
export function portOf(model: Model, port: TruePort): Port {
  const found = model.realms.get(port.holder.id)?.handles.get(port.handle)?.port;
  if (found === undefined) throw new Error(`the model does not know ${port.name}`);
  return found;
}
