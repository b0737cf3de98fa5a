import { registerMessages } from '../graphql/messages.js';

const minute = (instant: unknown): string => `${(instant as Date).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

registerMessages({
  BOOKING_CLOSED: {
    en: ({ opensAt, closesAt }) => `Booking is open from ${minute(opensAt)} to ${minute(closesAt)}.`,
    zh: ({ opensAt, closesAt }) => `预约开放时间为 ${minute(opensAt)} 至 ${minute(closesAt)}。`,
  },
  SLOT_TAKEN: {
    en: () => 'This time is taken: a party sits in another meeting, or no table is free.',
    zh: () => '该时段已被占用：一方已有其他会谈，或没有空闲的洽谈桌。',
  },
  SLOT_PASSED: {
    en: ({ startsAt }) => `It is too late: this began at ${minute(startsAt)}.`,
    zh: ({ startsAt }) => `为时已晚：该时段已于 ${minute(startsAt)} 开始。`,
  },
  OUTSIDE_AVAILABILITY: {
    en: () => 'A company is not available at this time or in this sub-forum.',
    zh: () => '有企业在该时段或该分论坛不可参加会谈。',
  },
  DAILY_MAXIMUM_REACHED: {
    en: () => 'A company has as many meetings on this day as it wants.',
    zh: () => '有企业当日会谈数量已达上限。',
  },
  TOO_MANY_IN_A_ROW: {
    en: () => 'A company would have too many meetings in a row; leave a slot between.',
    zh: () => '有企业连续会谈过多，请间隔一个时段。',
  },
  QUOTA_REACHED: {
    en: () => 'A company has as many meetings at this forum as it may.',
    zh: () => '有企业在本论坛的会谈数量已达配额。',
  },
  AGREEMENT_NEEDED: {
    en: () => 'Ask first: a booking needs an agreed meeting request that waits for its slot, or standing consent.',
    zh: () => '请先提出会谈请求：预约需要尚未排期的已达成会谈请求，或对方的长期同意。',
  },
  ALREADY_BOOKED: {
    en: () => 'You have a meeting with this company already.',
    zh: () => '贵公司与该企业已有会谈安排。',
  },
});
