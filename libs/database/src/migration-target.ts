/** The database that a migration step works on. */
export interface MigrationTarget {
  /** Signs in as the owner of the schema. */
  ownerUrl: string;
  /** Signs in as the application; where it is the same role as the owner, no role is made and nothing is granted. */
  applicationUrl: string;
  /** Where BullMQ keeps its queues; on PostgreSQL its tables belong to the migration, in the schema `bullmq`. */
  queueBackend: 'postgres' | 'redis';
}
