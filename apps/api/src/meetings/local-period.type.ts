import { Field, ObjectType } from '@nestjs/graphql';
import { toLocal, type Interval, type LocalTime } from '#calendar';

@ObjectType('LocalTime', { description: 'An instant as the clocks of a place show it.' })
export class LocalTimeType implements LocalTime {
  @Field({ description: 'Local date, `YYYY-MM-DD`.' })
  date: string;

  @Field({ description: 'Local time, `HH:MM`.' })
  time: string;

  @Field({ description: 'Offset from UTC, such as `+03:00`; tells the two passes of a repeated hour apart.' })
  offset: string;
}

@ObjectType('LocalPeriod', { description: 'A stretch of time as the clocks of a place show it.' })
export class LocalPeriodType {
  @Field({ description: 'IANA time zone of the place.' })
  timeZone: string;

  @Field(() => LocalTimeType, { description: 'The beginning.' })
  start: LocalTimeType;

  @Field(() => LocalTimeType, { description: 'The end; may be on the next day.' })
  end: LocalTimeType;
}

export function localPeriod({ startsAt, endsAt }: Interval, timeZone: string): LocalPeriodType {
  return { timeZone, start: toLocal(startsAt, timeZone), end: toLocal(endsAt, timeZone) };
}
