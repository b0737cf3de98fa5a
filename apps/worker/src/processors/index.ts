import type { Type } from '@nestjs/common';
import type { JobProcessor } from '#jobs';

/** What this worker can do: each kind of job is one file beside this one, and one line here. */
export const processors: Type<JobProcessor>[] = [];
