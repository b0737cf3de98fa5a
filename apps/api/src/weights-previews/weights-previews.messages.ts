import { registerMessages } from '../graphql/messages.js';

registerMessages({
  WEIGHTS_PREVIEW_STALE: {
    en: () => 'The forum’s weights were changed since this preview compared with them. Preview again before adopting.',
    zh: () => '该预览生成后论坛的权重已被修改，请重新预览后再采用。',
  },
});
