import type { ApiConfig, QueueConfig } from '#config';

/** What the api and the worker run on, ready for them. */
export interface Installation {
  /** Where the api will listen. */
  http: ApiConfig['http'];
  /** Signs in as the application. */
  databaseUrl: string;
  queue: QueueConfig;
  /** What is secret at rest is encrypted with keys drawn from it. */
  serverKey: string;
  /** Whether the sample forum belongs to it. */
  hasSample: boolean;
  /** What it adds to the environment of its services. */
  env: NodeJS.ProcessEnv;
  /** Ends what was started for it, once no service uses it any more. */
  close(): Promise<void>;
}
