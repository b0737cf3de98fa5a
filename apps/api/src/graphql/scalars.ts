import { GraphQLDateTimeISO, GraphQLJSONObject, GraphQLLocalDate, GraphQLUUID } from 'graphql-scalars';

/** An instant, ISO 8601 with offset; refuses what is not one. */
export const DateTimeScalar = GraphQLDateTimeISO;
/** A local date, `YYYY-MM-DD`. */
export const DateScalar = GraphQLLocalDate;
export const UuidScalar = GraphQLUUID;
export const JsonScalar = GraphQLJSONObject;
