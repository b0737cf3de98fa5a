/**
 * Results of Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret, "Constraint Solving Approaches to the
 * Business-to-Business Meeting Scheduling Problem", JAIR 74 (2022) 263–301: per instance the fewest breaks of the
 * original, with 20 % of the meetings fixed and with 15 % precedences (null: no schedule), and the seconds that
 * UWrMaxSat, Chuffed and Cplex took on the original (null: not solved).
 */
export interface PublishedResult {
  original: number;
  fixed020: number;
  prec15: number | null;
  seconds: { maxSat: number; chuffed: number | null; cplex: number | null };
}

const line = (
  original: number,
  fixed020: number,
  prec15: number | null,
  maxSat: number,
  chuffed: number | null,
  cplex: number | null,
): PublishedResult => ({ original, fixed020, prec15, seconds: { maxSat, chuffed, cplex } });

export const publishedResults: Readonly<Record<string, PublishedResult>> = {
  'forum-13': line(0, 20, 0, 2.5, 2891, 648),
  'forum-13crafb': line(6, 30, null, 23.3, 1726, null),
  'forum-13crafc': line(1, 20, 1, 2.3, null, null),
  'forum-14': line(2, 20, 2, 5.1, 874, null),
  'forumt-14': line(5, 7, 5, 0.5, 5.6, 45),
  'forumt-14crafc': line(5, 7, 5, 0.9, 20, 894),
  'forumt-14crafd': line(4, 9, 4, 0.4, 21, 218),
  'forumt-14crafe': line(5, 9, 5, 0.6, 26, 1312),
  'tic-12': line(0, 1, 0, 0.1, 0.8, 14),
  'tic-12crafc': line(0, 1, 0, 0.3, 1.2, 8.9),
  'tic-13': line(0, 2, 0, 0.4, 17, 163),
  'tic-13crafb': line(0, 1, 0, 0.4, 2.0, 44),
  'tic-13crafc': line(4, 6, 4, 5.8, 518, 129),
  'tic-14crafa': line(0, 2, 0, 1.0, 22, 326),
  'tic-14crafc': line(0, 3, 0, 0.8, 24, 628),
  'tic-14crafd': line(0, 2, 0, 0.8, 6.2, 195),
  'ticf-13crafa': line(0, 20, 0, 2.2, 2473, 1584),
  'ticf-13crafb': line(3, 27, null, 22.3, 2292, null),
  'ticf-13crafc': line(1, 20, 1, 3.7, null, null),
  'ticf-14crafa': line(0, 21, 0, 7.6, 1715, null),
};

/** The same for the whole set of originals on one core of this kind of machine, by version of UWrMaxSat. */
export const nativeSecondsOfOriginals = '80 to 110';
