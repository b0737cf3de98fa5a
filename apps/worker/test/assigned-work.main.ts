import 'reflect-metadata';
import { startWorker } from '../src/start-worker.js';
import { AssignedMatchRequestProcessor, AssignedScheduleProcessor, AssignedWork } from './assigned-work.processor.js';

/** The real worker, with processors that do what a test assigns. */
await startWorker([AssignedMatchRequestProcessor, AssignedScheduleProcessor], [AssignedWork]);
