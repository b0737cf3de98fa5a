import type { QueueConfig } from '#config';
import {
  createPostgresBackend,
  createPostgresRelayBackend,
  createRedisBackend,
  FlowProducer,
  Queue,
  Relay,
  Worker,
  type Processor,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';

/** What BullMQ needs to know besides its connection, for each of its parts. */
type Without<T> = Omit<T, 'connection'>;

export type OpenQueue = ReturnType<typeof openQueue>;
export type OpenFlowProducer = ReturnType<typeof openFlowProducer>;
export type OpenWorker = ReturnType<typeof openWorker>;
export type OpenRelay = ReturnType<typeof openRelay>;

/** BullMQ's producer side. */
export function openQueue(config: QueueConfig, name: string, options: Without<QueueOptions>) {
  return config.backend === 'postgres'
    ? new Queue(name, { ...options, connection: postgresPool(config.url) }, createPostgresBackend)
    : new Queue(name, { ...options, connection: failingFastRedis(config.url) }, createRedisBackend);
}

/** BullMQ's producer side for jobs that wait for others; the names of queues come with the jobs. */
export function openFlowProducer(config: QueueConfig) {
  return config.backend === 'postgres'
    ? new FlowProducer({ connection: postgresPool(config.url) }, createPostgresBackend)
    : new FlowProducer({ connection: failingFastRedis(config.url) }, createRedisBackend);
}

/** BullMQ's consumer side. It starts at `run()` with `autorun: false`. */
export function openWorker(config: QueueConfig, name: string, processor: Processor, options: Without<WorkerOptions>) {
  return config.backend === 'postgres'
    ? new Worker(name, processor, { ...options, connection: postgresPool(config.url) }, createPostgresBackend)
    : new Worker(name, processor, { ...options, connection: patientRedis(config.url) }, createRedisBackend);
}

/** BullMQ's messages between processes. */
export function openRelay(config: QueueConfig) {
  const namespace = 'trefoil';
  return config.backend === 'postgres'
    ? new Relay({ namespace, connection: postgresPool(config.url), backend: createPostgresRelayBackend })
    : new Relay({ namespace, connection: { url: config.url, maxRetriesPerRequest: null } });
}

/** Each queue, flow producer, worker and relay has a pool of its own; listening takes one more connection beside it. */
const postgresPool = (connectionString: string) => ({ connectionString, max: 2, connectionTimeoutMillis: 5_000 });

/** A producer holds a transaction open meanwhile, so it hears at once that Redis is away. */
const failingFastRedis = (url: string) => ({ url, enableOfflineQueue: false, maxRetriesPerRequest: 1 });

/** A worker has nothing else to do than to wait until Redis is back. */
const patientRedis = (url: string) => ({ url, maxRetriesPerRequest: null, retryStrategy: () => 1_000 });
