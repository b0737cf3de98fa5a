import { tellOnePlacement } from './tell-one-placement.js';

tellOnePlacement();
throw new Error('The thread is out of luck.');
