import { EditConflictType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import {
  AccountUnknownType,
  LabelTakenType,
  LastOrganizerType,
  ProgrammeFullType,
  PublishedByScheduleType,
  SessionsOverlapType,
  TableInUseType,
} from './forum.refusal-types.js';
import { ForumStaffMemberType, ForumType } from './forum.type.js';
import { ForumTableType, SessionType } from './programme.type.js';

export const CreateForumResult = resultUnion({
  name: 'CreateForumResult',
  resultName: 'Forum',
  result: ForumType,
  refusals: [AccountUnknownType],
  description: 'The forum, or why not.',
});

export const ForumChangeResult = resultUnion({
  name: 'ForumChangeResult',
  resultName: 'Forum',
  result: ForumType,
  refusals: [EditConflictType, WrongStateType],
  description: 'The forum as changed, or why not.',
});

export const AdvanceForumResult = resultUnion({
  name: 'AdvanceForumResult',
  resultName: 'Forum',
  result: ForumType,
  refusals: [EditConflictType, WrongStateType, PublishedByScheduleType],
  description: 'The forum in its new state, or why not.',
});

export const AddSessionResult = resultUnion({
  name: 'AddSessionResult',
  resultName: 'Session',
  result: SessionType,
  refusals: [WrongStateType, SessionsOverlapType, ProgrammeFullType],
  description: 'The session, or why not.',
});

export const AddTableResult = resultUnion({
  name: 'AddTableResult',
  resultName: 'ForumTable',
  result: ForumTableType,
  refusals: [WrongStateType, LabelTakenType, ProgrammeFullType],
  description: 'The table, or why not.',
});

export const RemoveTableResult = resultUnion({
  name: 'RemoveTableResult',
  resultName: 'Forum',
  result: ForumType,
  refusals: [WrongStateType, TableInUseType],
  description: 'The forum without the table, or why not.',
});

export const SetForumStaffResult = resultUnion({
  name: 'SetForumStaffResult',
  resultName: 'ForumStaffMember',
  result: ForumStaffMemberType,
  refusals: [LastOrganizerType],
  description: 'The person in the new role, or why not.',
});

export const RemoveForumStaffResult = resultUnion({
  name: 'RemoveForumStaffResult',
  resultName: 'ForumStaffMember',
  result: ForumStaffMemberType,
  refusals: [LastOrganizerType],
  description: 'Who it was, or why not.',
});
