import { registerMessages } from '../graphql/messages.js';

registerMessages({
  LAST_ORGANIZER: {
    en: () => 'This is the last organizer. Make somebody else an organizer first.',
    zh: () => '这是最后一位主办方人员，请先指定其他主办方人员。',
  },
  ACCOUNT_UNKNOWN: {
    en: () => 'There is no account with this e-mail. Invite the person first.',
    zh: () => '没有使用该电子邮箱的账户，请先邀请该人员。',
  },
  PUBLISHED_BY_SCHEDULE: {
    en: () => 'A forum is published by approving a schedule.',
    zh: () => '论坛须通过批准日程来发布。',
  },
  LABEL_TAKEN: {
    en: ({ label }) => `There is a table ${String(label)} already.`,
    zh: ({ label }) => `洽谈桌 ${String(label)} 已存在。`,
  },
  TABLE_IN_USE: {
    en: () => 'A meeting or a schedule draft names this table, so it stays.',
    zh: () => '已有会谈或日程草案使用该洽谈桌，无法删除。',
  },
  SESSIONS_OVERLAP: {
    en: ({ sessionName, date }) => `It overlaps the session "${String(sessionName)}" on ${String(date)}.`,
    zh: ({ sessionName, date }) => `与 ${String(date)} 的场次“${String(sessionName)}”时间重叠。`,
  },
  PROGRAMME_FULL: {
    en: ({ what, maximum }) => `A forum has at most ${String(maximum)} ${String(what)}.`,
    zh: ({ what, maximum }) => `每个论坛最多 ${String(maximum)} 个${what === 'slots' ? '时段' : '洽谈桌'}。`,
  },
  ALREADY_APPLIED: {
    en: ({ presentState }) => `The company has applied to this forum; its participation is ${String(presentState)}.`,
    zh: ({ presentState }) => `企业已报名该论坛，当前状态为 ${String(presentState)}。`,
  },
  PROFILE_NOT_READY: {
    en: ({ profileState }) => `The company’s profile is ${String(profileState)}; it has to be submitted first.`,
    zh: ({ profileState }) => `企业资料状态为 ${String(profileState)}，须先提交。`,
  },
  MEETINGS_IN_THE_WAY: {
    en: ({ meetingCount }) => `${String(meetingCount)} published meetings stand in the way; cancel or move them first.`,
    zh: ({ meetingCount }) => `有 ${String(meetingCount)} 场已发布的会谈受影响，请先取消或调整。`,
  },
  DELEGATION_NAME_TAKEN: {
    en: ({ name }) => `There is, or was, a delegation named "${String(name)}"; choose another name.`,
    zh: ({ name }) => `已有或曾有名为“${String(name)}”的代表团，请使用其他名称。`,
  },
  LAST_DELEGATION: {
    en: () => 'A company that takes part keeps at least one delegation.',
    zh: () => '参会企业至少保留一个代表团。',
  },
  TOO_MANY_DELEGATIONS: {
    en: ({ maximum }) => `A company has at most ${String(maximum)} delegations at a forum.`,
    zh: ({ maximum }) => `每家企业在一个论坛最多有 ${String(maximum)} 个代表团。`,
  },
});
