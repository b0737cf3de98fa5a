import { EditConflictType, NotAvailableType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import {
  AgreementNeededType,
  AlreadyBookedType,
  BookingClosedType,
  DailyMaximumReachedType,
  OutsideAvailabilityType,
  QuotaReachedType,
  SlotPassedType,
  SlotTakenType,
  TooManyInARowType,
} from './booking.refusal-types.js';
import { FreeSlotsType } from './free-slot.type.js';
import { MeetingType } from './meeting.type.js';

const placeRefusals = [
  OutsideAvailabilityType,
  SlotTakenType,
  DailyMaximumReachedType,
  TooManyInARowType,
  NotAvailableType,
];
const changeRefusals = [EditConflictType, WrongStateType, BookingClosedType, SlotPassedType];

export const CommonFreeSlotsResult = resultUnion({
  name: 'CommonFreeSlotsResult',
  resultName: 'FreeSlots',
  result: FreeSlotsType,
  refusals: [NotAvailableType, WrongStateType, BookingClosedType],
  description: 'The slots, or why there can be none.',
});

export const BookMeetingResult = resultUnion({
  name: 'BookMeetingResult',
  resultName: 'Meeting',
  result: MeetingType,
  refusals: [
    ...placeRefusals,
    WrongStateType,
    BookingClosedType,
    SlotPassedType,
    AgreementNeededType,
    QuotaReachedType,
    AlreadyBookedType,
  ],
  description: 'The meeting, or why not.',
});

export const MoveMeetingResult = resultUnion({
  name: 'MoveMeetingResult',
  resultName: 'Meeting',
  result: MeetingType,
  refusals: [...changeRefusals, ...placeRefusals],
  description: 'The moved meeting, or why not.',
});

export const CancelMeetingResult = resultUnion({
  name: 'CancelMeetingResult',
  resultName: 'Meeting',
  result: MeetingType,
  refusals: changeRefusals,
  description: 'The cancelled meeting, or why not.',
});
