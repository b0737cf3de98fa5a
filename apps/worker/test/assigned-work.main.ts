import 'reflect-metadata';
import { startWorker } from '../src/start-worker.js';
import {
  AssignedJoinProcessor,
  AssignedMatchRequestProcessor,
  AssignedScheduleProcessor,
  AssignedShardProcessor,
  AssignedWork,
} from './assigned-work.processor.js';

/** The real worker, with processors that do what a test assigns. */
await startWorker(
  [AssignedMatchRequestProcessor, AssignedScheduleProcessor, AssignedShardProcessor, AssignedJoinProcessor],
  [AssignedWork],
);
