import { Int } from '@nestjs/graphql';
import { UuidScalar } from '../graphql/scalars.js';

export const forumArgument = { type: () => UuidScalar, description: 'The forum.' };

export const participationArgument = { type: () => UuidScalar, description: 'The participation.' };

export const expectedVersionArgument = { type: () => Int, description: 'The `version` that the change is based on.' };

export const idempotencyKeyArgument = {
  description: '8 to 200 characters; the same request sent again makes nothing new.',
};
