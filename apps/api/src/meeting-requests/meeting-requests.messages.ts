import { registerMessages } from '../graphql/messages.js';

const answers: Record<string, { en: string; zh: string }> = {
  accepted: { en: 'accepted', zh: '接受' },
  declined: { en: 'declined', zh: '拒绝' },
  left: { en: 'left', zh: '退出' },
};

registerMessages({
  REQUEST_QUOTA_REACHED: {
    en: ({ quota }) =>
      `Your company may have ${String(quota)} meetings at this forum and has said yes to as many requests. Leave one first.`,
    zh: ({ quota }) => `贵企业在本次论坛最多可安排 ${String(quota)} 场会谈，已接受的申请已达上限，请先退出其中一项。`,
  },
  ALREADY_REQUESTED: {
    en: () => 'These companies have an open meeting request, or a meeting, already.',
    zh: () => '这些企业之间已有进行中的会谈申请或会谈。',
  },
  ALREADY_ANSWERED: {
    en: ({ answer }) => `Your company has ${answers[String(answer)]!.en} already.`,
    zh: ({ answer }) => `贵企业已${answers[String(answer)]!.zh}。`,
  },
});
