// Everything upkeep reads, over one reading connection. The same on SQLite and PostgreSQL.
import type { Kysely } from "kysely";
import type { UpkeepHistory } from "../upkeep-ports.ts";
import type { Database } from "./schema.ts";

export function upkeepHistory(_reader: Kysely<Database>): UpkeepHistory {
  return {};
}
