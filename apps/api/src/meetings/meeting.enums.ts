import { registerEnumType } from '@nestjs/graphql';

export const MeetingStateEnum = {
  PLANNED: 'planned',
  CHECKED_IN: 'checked_in',
  HELD: 'held',
  NO_SHOW: 'no_show',
  CANCELLED: 'cancelled',
} as const;

registerEnumType(MeetingStateEnum, {
  name: 'MeetingState',
  description: 'What has become of a published meeting.',
  valuesMap: {
    PLANNED: { description: 'It stands.' },
    CHECKED_IN: { description: 'A party has come.' },
    HELD: { description: 'It was held.' },
    NO_SHOW: { description: 'A party did not come.' },
    CANCELLED: { description: 'Cancelled; table and delegations are free again.' },
  },
});

export const MeetingOriginEnum = { SCHEDULE: 'schedule', BOOKING: 'booking' } as const;

registerEnumType(MeetingOriginEnum, {
  name: 'MeetingOrigin',
  description: 'How a meeting came to be.',
  valuesMap: {
    SCHEDULE: { description: 'Published with a schedule.' },
    BOOKING: { description: 'Booked directly by one of its companies.' },
  },
});
