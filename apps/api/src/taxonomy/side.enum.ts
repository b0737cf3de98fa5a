import { registerEnumType } from '@nestjs/graphql';

export const SideEnum = { CHINA: 'CHINA', DEVELOPED: 'DEVELOPED', DEVELOPING: 'DEVELOPING' } as const;

registerEnumType(SideEnum, {
  name: 'Side',
  description: 'The side on which a company takes part in a triple.',
  valuesMap: {
    CHINA: { description: 'China, Hong Kong and Macao.' },
    DEVELOPED: { description: 'Advanced economies.' },
    DEVELOPING: { description: 'Developing economies: the hosts of the projects.' },
  },
});
