import { EditConflictType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import {
  AlreadyAppliedType,
  DelegationNameTakenType,
  LastDelegationType,
  MeetingsInTheWayType,
  ProfileNotReadyType,
  TooManyDelegationsType,
} from './forum.refusal-types.js';
import { DelegationType, ParticipationType } from './participation.type.js';

const participation = { resultName: 'Participation', result: ParticipationType };
const delegation = { resultName: 'Delegation', result: DelegationType };

export const ApplyToForumResult = resultUnion({
  name: 'ApplyToForumResult',
  ...participation,
  refusals: [WrongStateType, AlreadyAppliedType, ProfileNotReadyType],
  description: 'The application, or why not.',
});

export const ApproveParticipationResult = resultUnion({
  name: 'ApproveParticipationResult',
  ...participation,
  refusals: [EditConflictType, WrongStateType, ProfileNotReadyType],
  description: 'The approved participation, or why not.',
});

export const ParticipationChangeResult = resultUnion({
  name: 'ParticipationChangeResult',
  ...participation,
  refusals: [EditConflictType, WrongStateType],
  description: 'The participation as changed, or why not.',
});

export const WithdrawParticipationResult = resultUnion({
  name: 'WithdrawParticipationResult',
  ...participation,
  refusals: [EditConflictType, WrongStateType, MeetingsInTheWayType],
  description: 'The participation that has ended, or why not.',
});

export const CreateDelegationResult = resultUnion({
  name: 'CreateDelegationResult',
  ...delegation,
  refusals: [WrongStateType, DelegationNameTakenType, TooManyDelegationsType],
  description: 'The delegation, or why not.',
});

export const EditDelegationResult = resultUnion({
  name: 'EditDelegationResult',
  ...delegation,
  refusals: [EditConflictType, WrongStateType, DelegationNameTakenType, MeetingsInTheWayType],
  description: 'The delegation as changed, or why not.',
});

export const ArchiveDelegationResult = resultUnion({
  name: 'ArchiveDelegationResult',
  ...delegation,
  refusals: [EditConflictType, WrongStateType, LastDelegationType, MeetingsInTheWayType],
  description: 'The delegation that has gone home, or why not.',
});
