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
export { completeSchedule } from './complete-schedule.js';
export type { SearchEvidence } from './build-evidence.js';
export type { BreakPrices, Certificates, PlacingPrices } from './certificate.js';
export { checkProblem } from './check-problem.js';
export { solve } from './solver/solve.js';
export { compareSchedules } from './compare-schedules.js';
export type { ScheduleDifference } from './compare-schedules.js';
export { GrowingSchedule, listPlaces, refuseMove } from './list-places.js';
export type { SlotPlaces } from './list-places.js';
export { checkPlacements } from './checker/check-placements.js';
export { checkSchedule } from './checker/check-schedule.js';
export type { Rule, Violation } from './checker/violation.js';
export { seededRandom, type Random } from './random.js';
