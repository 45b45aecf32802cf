import { type RawBuilder, sql } from "kysely";

/** The column types of one database: integers hold milliseconds (64 bits), real is a double. */
export interface ColumnTypes {
  readonly integer: RawBuilder<unknown>;
  readonly real: RawBuilder<unknown>;
  readonly text: RawBuilder<unknown>;
  readonly bytes: RawBuilder<unknown>;
  /** what follows `create table (...)` */
  readonly tableEnd: RawBuilder<unknown>;
}

export const sqliteTypes: ColumnTypes = {
  integer: sql`integer`,
  real: sql`real`,
  text: sql`text`,
  bytes: sql`blob`,
  // STRICT: a value of another type is an error and not stored as it came, as PostgreSQL does
  tableEnd: sql`strict`,
};

export const postgresTypes: ColumnTypes = {
  integer: sql`bigint`,
  real: sql`double precision`,
  text: sql`text`,
  bytes: sql`bytea`,
  tableEnd: sql``,
};
