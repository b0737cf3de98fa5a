export type { Interval, Meeting, Participant, Pin, Placement, SchedulingProblem, Slot, Table } from './problem.js';
export type {
  Evidence,
  FairnessEvidence,
  Obstacle,
  ObstacleKind,
  PublishedSchedule,
  ScheduleResult,
  SolveOptions,
  SolveProgress,
  UnplacedMeeting,
} from './result.js';
export { obstacleKinds } from './result.js';
export { assessSchedule } from './assess-schedule.js';
export type { SearchEvidence } from './build-evidence.js';
export type { BreakPrices, Certificates, PlacingPrices } from './certificate.js';
export { checkProblem } from './check-problem.js';
export { solve } from './solver/solve.js';
export { compareSchedules } from './compare-schedules.js';
export type { ScheduleDifference } from './compare-schedules.js';
export { listPlaces, refuseMove } from './list-places.js';
export type { SlotPlaces } from './list-places.js';
export { checkPlacements } from './checker/check-placements.js';
export { checkSchedule } from './checker/check-schedule.js';
export type { Rule, Violation } from './checker/violation.js';
export type { B2bInstance, B2bMeeting } from './b2b/instance.js';
export { listOwnMeetings } from './b2b/instance.js';
export { InstanceFault, readInstance } from './b2b/read-instance.js';
export { breakSymmetry } from './b2b/break-symmetry.js';
export { filterSlots } from './b2b/filter-slots.js';
export type { EncodedProblem } from './b2b/encode-agendas.js';
export { encodeInstance } from './b2b/encode-instance.js';
export type { SatSolver, SearchRecord } from './b2b/sat-solver.js';
export { countUp, findAny } from './b2b/count-up.js';
export { relaxCores } from './b2b/relax-cores.js';
export { boundBreaks } from './b2b/bound-breaks.js';
export { Annealing } from './b2b/anneal.js';
export { countBreaks } from './b2b/count-breaks.js';
export { seatMeetings } from './b2b/seat-meetings.js';
export { checkB2b } from './b2b/check-b2b.js';
export type { B2bPlacement } from './b2b/check-b2b.js';
