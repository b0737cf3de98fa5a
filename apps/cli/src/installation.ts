import type { ApiConfig } from '#config';

/** What the api and the worker run on, ready for them. */
export interface Installation {
  /** Where the api will listen. */
  http: ApiConfig['http'];
  /** What it adds to the environment of its services. */
  env: NodeJS.ProcessEnv;
  /** Ends what was started for it, once no service uses it any more. */
  close(): Promise<void>;
}
