export { contains, intersect, merge, overlaps, subtract, type Interval } from './interval.js';
export { commonFree, freeIntervals } from './free-time.js';
export { isTimeZone, NonexistentLocalTime, toInstant, toLocal, type LocalTime } from './zoned-time.js';
export { cutIntoSlots, type LocalSlot, type SlotPattern } from './slots.js';
