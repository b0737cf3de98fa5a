import type { InputFault } from '../domain-error.js';
import { lengthFaults, rangeFaults } from './input-faults.js';

export const forumBounds = {
  nameLength: 200,
  themeLength: 500,
  placeLength: 300,
  bannerLength: 1_000,
  requestExpiryHours: { min: 1, max: 2_160 },
  dailyMaximum: { min: 1, max: 50 },
} as const;

/** When direct bookings are open, and the limits of requests and days. */
export interface BookingRules {
  opensAt: Date;
  closesAt: Date;
  /** How long a meeting request waits for its answers, 1 to 2,160 hours (90 days). */
  requestExpiryHours: number;
  /** Most meetings of a delegation on one day, 1 to 50. */
  dailyMaximum: number;
}

/** What an organizer says of a forum, apart from its programme. */
export interface ForumDetails {
  nameEn: string;
  nameZh?: string | null;
  theme: string;
  place: string;
  /** What visitors must know about its content, such as that its data are assumed. */
  bannerEn?: string | null;
  bannerZh?: string | null;
  bookingRules: BookingRules;
}

export function forumDetailsFaults(details: ForumDetails): InputFault[] {
  const { bookingRules: rules } = details;
  const optional = (field: string, text: string | null | undefined, max: number) =>
    text === null || text === undefined ? [] : lengthFaults(field, text, max);
  const faults = [
    ...lengthFaults('nameEn', details.nameEn, forumBounds.nameLength),
    ...optional('nameZh', details.nameZh, forumBounds.nameLength),
    ...lengthFaults('theme', details.theme, forumBounds.themeLength),
    ...lengthFaults('place', details.place, forumBounds.placeLength),
    ...optional('bannerEn', details.bannerEn, forumBounds.bannerLength),
    ...optional('bannerZh', details.bannerZh, forumBounds.bannerLength),
    ...rangeFaults('bookingRules.requestExpiryHours', rules.requestExpiryHours, forumBounds.requestExpiryHours),
    ...rangeFaults('bookingRules.dailyMaximum', rules.dailyMaximum, forumBounds.dailyMaximum),
  ];
  if (!(rules.opensAt < rules.closesAt)) {
    faults.push({ field: 'bookingRules.closesAt', allowed: 'a time after bookingRules.opensAt' });
  }
  return faults;
}

/** The columns of a forum that `details` stand for. */
export function forumColumns({ bookingRules, ...details }: ForumDetails) {
  return {
    nameEn: details.nameEn,
    nameZh: details.nameZh ?? null,
    theme: details.theme,
    place: details.place,
    bannerEn: details.bannerEn ?? null,
    bannerZh: details.bannerZh ?? null,
    bookingOpensAt: bookingRules.opensAt,
    bookingClosesAt: bookingRules.closesAt,
    requestExpiryHours: bookingRules.requestExpiryHours,
    dailyMaximum: bookingRules.dailyMaximum,
  };
}
