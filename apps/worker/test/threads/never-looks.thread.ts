import { tellOnePlacement } from './tell-one-placement.js';

/** Tells a schedule and then works on for ever: it reads no clock, no message and no shared memory. */
tellOnePlacement();
for (let turns = 0n; ; turns++);
