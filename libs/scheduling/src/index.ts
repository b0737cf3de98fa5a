export type { Interval, Meeting, Participant, Pin, Placement, SchedulingProblem, Slot, Table } from './problem.js';
export type {
  Evidence,
  Obstacle,
  ObstacleKind,
  ScheduleResult,
  SolveOptions,
  SolveProgress,
  UnplacedMeeting,
} from './result.js';
