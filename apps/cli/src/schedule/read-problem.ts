import { InputFaults } from '#matching/input-faults';
import { checkProblem, type SchedulingProblem } from '#scheduling';
import { readJson } from '../triples/read-json.js';

/** @throws InputFaults with every fault of the problem of a file */
export function readProblem(file: string): SchedulingProblem {
  const json = readJson('--problem', file);
  const faults = checkProblem(json);
  if (faults.length > 0) throw new InputFaults(faults);
  return json as SchedulingProblem;
}
