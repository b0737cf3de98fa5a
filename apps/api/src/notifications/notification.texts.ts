import type { Locale, NotificationKind } from '#domain';

type Parameters = Readonly<Record<string, string | number | null>>;
type Text = Record<Locale, (parameters: Parameters) => string>;

const named = (value: unknown, fallback: string): string =>
  typeof value === 'string' && value !== '' ? value : fallback;

/** " Reason: …", or nothing where the reason is kept private. */
const because = ({ reason }: Parameters): string => (named(reason, '') === '' ? '' : ` Reason: ${named(reason, '')}`);
const becauseZh = ({ reason }: Parameters): string => (named(reason, '') === '' ? '' : `原因：${named(reason, '')}`);

const forum = ({ forumName }: Parameters): string => named(forumName, 'the forum');
const forumZh = ({ forumName }: Parameters): string => named(forumName, '论坛');
const company = ({ companyName }: Parameters): string => named(companyName, 'A company');
const companyZh = ({ companyName }: Parameters): string => named(companyName, '某企业');
const at = ({ startsAt }: Parameters): string => `${named(startsAt, '').slice(0, 16).replace('T', ' ')} UTC`;

/** What each kind of notification says. Times are shown in UTC here; the agenda shows them in the reader's zone. */
const notificationTexts: Record<NotificationKind, Text> = {
  'company.approved': {
    en: (p) => `The profile of ${company(p)} is approved.`,
    zh: (p) => `${companyZh(p)}的资料已获批准。`,
  },
  'company.returned': {
    en: (p) => `The profile of ${company(p)} was returned.${because(p)}`,
    zh: (p) => `${companyZh(p)}的资料被退回。${becauseZh(p)}`,
  },
  'forum.advanced': {
    en: (p) => `${forum(p)} is now in the state ${named(p['state'], '')}.`,
    zh: (p) => `${forumZh(p)}现处于 ${named(p['state'], '')} 阶段。`,
  },
  'forum.staff-set': {
    en: (p) => `You are now ${named(p['role'], 'staff')} of ${forum(p)}.`,
    zh: (p) => `您已成为${forumZh(p)}的工作人员（${named(p['role'], '')}）。`,
  },
  'participation.applied': {
    en: (p) => `${company(p)} applied to ${forum(p)}.`,
    zh: (p) => `${companyZh(p)}申请参加${forumZh(p)}。`,
  },
  'participation.approved': {
    en: (p) => `Your participation in ${forum(p)} is approved.`,
    zh: (p) => `贵方参加${forumZh(p)}的申请已获批准。`,
  },
  'participation.declined': {
    en: (p) => `Your participation in ${forum(p)} was declined.${because(p)}`,
    zh: (p) => `贵方参加${forumZh(p)}的申请未获批准。${becauseZh(p)}`,
  },
  'participation.withdrawn': {
    en: (p) => `${company(p)} no longer takes part in ${forum(p)}.${because(p)}`,
    zh: (p) => `${companyZh(p)}不再参加${forumZh(p)}。${becauseZh(p)}`,
  },
  'participation.quota-set': {
    en: (p) =>
      `Your quota at ${forum(p)} is now ${p['quota'] === null ? 'without a limit' : `${String(p['quota'])} meetings`}.`,
    zh: (p) => `贵方在${forumZh(p)}的会谈配额现为${p['quota'] === null ? '不限' : ` ${String(p['quota'])} 场`}。`,
  },
  'sign-up.verified': {
    en: (p) => `Somebody applied for an account at ${forum(p)}; the application waits for you.`,
    zh: (p) => `有人申请${forumZh(p)}的账户，等待您审批。`,
  },
  'meeting-request.proposed': {
    en: (p) => `${company(p)} asks you to meet at ${forum(p)}.`,
    zh: (p) => `${companyZh(p)}邀请贵方在${forumZh(p)}会谈。`,
  },
  'meeting-request.accepted': {
    en: (p) => `${company(p)} accepted a meeting request at ${forum(p)}.`,
    zh: (p) => `${companyZh(p)}接受了${forumZh(p)}的会谈邀约。`,
  },
  'meeting-request.agreed': {
    en: (p) => `A meeting request at ${forum(p)} is agreed: everybody accepted.`,
    zh: (p) => `${forumZh(p)}的一项会谈邀约已获各方同意。`,
  },
  'meeting-request.declined': {
    en: (p) => `${company(p)} declined a meeting request at ${forum(p)}.${because(p)}`,
    zh: (p) => `${companyZh(p)}谢绝了${forumZh(p)}的会谈邀约。${becauseZh(p)}`,
  },
  'meeting-request.changed': {
    en: (p) => `${company(p)} changed a meeting request at ${forum(p)}; please answer again.`,
    zh: (p) => `${companyZh(p)}修改了${forumZh(p)}的会谈邀约，请重新答复。`,
  },
  'meeting-request.withdrawn': {
    en: (p) => `A meeting request at ${forum(p)} was withdrawn.${because(p)}`,
    zh: (p) => `${forumZh(p)}的一项会谈邀约已撤回。${becauseZh(p)}`,
  },
  'meeting-request.left': {
    en: (p) => `${company(p)} left a meeting request at ${forum(p)}: choose a substitute, or meet as two.${because(p)}`,
    zh: (p) => `${companyZh(p)}退出了${forumZh(p)}的会谈邀约：请选择替补或改为双方会谈。${becauseZh(p)}`,
  },
  'meeting-request.substituted': {
    en: (p) => `A substitute was chosen for a meeting request at ${forum(p)}; everybody is asked anew.`,
    zh: (p) => `${forumZh(p)}的会谈邀约已选定替补，需各方重新答复。`,
  },
  'meeting-request.continued-as-two': {
    en: (p) => `A meeting request at ${forum(p)} goes on between two.`,
    zh: (p) => `${forumZh(p)}的会谈邀约改为双方进行。`,
  },
  'meeting-request.expired': {
    en: (p) => `A meeting request at ${forum(p)} has expired.`,
    zh: (p) => `${forumZh(p)}的一项会谈邀约已过期。`,
  },
  'meeting.booked': {
    en: (p) => `A meeting was booked with you: ${at(p)}.`,
    zh: (p) => `有一场会谈已与贵方约定：${at(p)}。`,
  },
  'meeting.scheduled': {
    en: (p) => `A meeting of yours has its place in the schedule: ${at(p)}.`,
    zh: (p) => `贵方的一场会谈已排入日程：${at(p)}。`,
  },
  'meeting.moved': {
    en: (p) => `A meeting was moved to ${at(p)}.${because(p)}`,
    zh: (p) => `一场会谈改至 ${at(p)}。${becauseZh(p)}`,
  },
  'meeting.cancelled': {
    en: (p) => `A meeting was cancelled.${because(p)}`,
    zh: (p) => `一场会谈已取消。${becauseZh(p)}`,
  },
};

export function textOf(kind: NotificationKind, parameters: Parameters, locale: Locale): string {
  return notificationTexts[kind][locale](parameters);
}
