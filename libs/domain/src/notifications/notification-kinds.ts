/** Everything a notification can tell, `<subject>.<what happened>`; the catalogue of texts has an entry for each. */
export const notificationKinds = [
  'company.approved',
  'company.returned',
  'forum.advanced',
  'forum.staff-set',
  'meeting.booked',
  'meeting.cancelled',
  'meeting.moved',
  'meeting.scheduled',
  'meeting-request.accepted',
  'meeting-request.agreed',
  'meeting-request.changed',
  'meeting-request.continued-as-two',
  'meeting-request.declined',
  'meeting-request.expired',
  'meeting-request.left',
  'meeting-request.proposed',
  'meeting-request.substituted',
  'meeting-request.withdrawn',
  'participation.applied',
  'participation.approved',
  'participation.declined',
  'participation.quota-set',
  'participation.withdrawn',
  'sign-up.verified',
] as const;

export type NotificationKind = (typeof notificationKinds)[number];
