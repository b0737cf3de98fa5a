import { checkWeights, defaultWeights, InputFaults, type Weights } from '#matching';
import { isObject, JsonObject, show } from './json-object.js';

/** @throws InputFaults with every fault of the weights of a file */
export function readWeights(json: unknown): Weights {
  const faults: string[] = [];
  const addFault = (path: string, fault: string) => void faults.push(`${path || 'weights'}: ${fault}`);
  const file = new JsonObject('', json, ['version', 'score', 'fit'], addFault);
  const version = file.text('version');
  const group = (name: 'score' | 'fit'): unknown => {
    const value = file.get(name);
    if (isObject(value)) return value;
    if (isObject(json)) addFault(name, file.has(name) ? `${show(value)} is not an object` : 'missing');
    return defaultWeights[name];
  };
  const weights = { version: version || 'broken', score: group('score'), fit: group('fit') } as Weights;
  if (version === '' && file.get('version') === '') addFault('version', 'a name is needed');
  faults.push(...checkWeights(weights));
  if (faults.length > 0) throw new InputFaults(faults);
  return weights;
}
