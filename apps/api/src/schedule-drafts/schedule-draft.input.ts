import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { reasonLength } from '#domain';

@InputType({ description: 'A version of a draft.' })
export class ScheduleDraftVersionInput {
  @Field(() => ID, { description: 'The draft.' })
  @IsUUID()
  scheduleDraftId: string;

  @Field(() => Int, { description: 'Its version as it was read.' })
  @IsInt()
  expectedVersion: number;
}

@InputType({ description: 'A meeting of a draft.' })
export class DraftMeetingInput extends ScheduleDraftVersionInput {
  @Field(() => ID, { description: 'The meeting’s id in the draft.' })
  @IsUUID()
  draftMeetingId: string;
}

@InputType({ description: 'A pin to set or to take away.' })
export class PinDraftMeetingInput extends DraftMeetingInput {
  @Field({ defaultValue: true, description: 'Whether the next runs keep the meeting where it is.' })
  @IsBoolean()
  isPinned: boolean = true;
}

@InputType({ description: 'A place for a meeting of a draft.' })
export class MoveDraftMeetingInput extends DraftMeetingInput {
  @Field(() => ID, { description: 'The slot.' })
  @IsUUID()
  slotId: string;

  @Field(() => ID, { description: 'The table.' })
  @IsUUID()
  tableId: string;
}

@InputType({ description: 'The approval of a draft.' })
export class ApproveScheduleDraftInput extends ScheduleDraftVersionInput {
  @Field(() => String, {
    nullable: true,
    description: `For those whose meeting moves or is withdrawn; ${reasonLength.min} to ${reasonLength.max} characters. Needed when there are any.`,
  })
  @IsOptional()
  @IsString()
  @Length(reasonLength.min, reasonLength.max)
  reason?: string | null;
}

@InputType({ description: 'An earlier schedule to take up again.' })
export class RestoreScheduleInput {
  @Field(() => ID, { description: 'The approved draft.' })
  @IsUUID()
  scheduleDraftId: string;

  @Field({ description: 'The same key sent again answers with the first; 8 to 200 characters.' })
  @IsString()
  @Length(8, 200)
  idempotencyKey: string;
}
