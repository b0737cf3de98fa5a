import { registerEnumType } from '@nestjs/graphql';

export const BoundProofEnum = { CERTIFICATE: 'certificate', SOLVER: 'solver' } as const;

registerEnumType(BoundProofEnum, {
  name: 'BoundProof',
  description: 'What a bound rests on.',
  valuesMap: {
    CERTIFICATE: { description: 'On prices that the checker evaluates.' },
    SOLVER: { description: 'On everything having been tried.' },
  },
});

export const MinBreaksScopeEnum = { PLACED: 'placed', WEIGHT: 'weight' } as const;

registerEnumType(MinBreaksScopeEnum, {
  name: 'MinBreaksScope',
  description: 'Which schedules a bound of the breaks holds for.',
  valuesMap: {
    PLACED: { description: 'All that place exactly these meetings.' },
    WEIGHT: { description: 'All of at least this weight.' },
  },
});
