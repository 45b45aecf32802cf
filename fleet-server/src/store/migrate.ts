// The numbered list of migrations and how it is applied: pending ones in order, or nothing at all.
import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { initial } from "./migrations/0001-initial.ts";
import { contractClocks } from "./migrations/0002-contract-clocks.ts";
import { firstHandler } from "./migrations/0003-first-handler.ts";
import { accounts } from "./migrations/0004-accounts.ts";
import { vendors } from "./migrations/0005-vendors.ts";
import { faultMarks } from "./migrations/0006-fault-marks.ts";
import { settings } from "./migrations/0007-settings.ts";
import { pageIndexes } from "./migrations/0008-indexes.ts";
import { reportsByTime } from "./migrations/0009-reports-by-time.ts";
import { firmsThatLeft } from "./migrations/0010-firms-that-left.ts";
import { inspections } from "./migrations/0011-inspections.ts";
import { selfInspections } from "./migrations/0012-self-inspections.ts";
import { routes } from "./migrations/0013-routes.ts";
import { field } from "./migrations/0014-field.ts";
import { supplies } from "./migrations/0015-supplies.ts";
import { reports } from "./migrations/0016-reports.ts";
import { guarantees } from "./migrations/0017-guarantees.ts";
import { presenceWords } from "./migrations/0018-presence-words.ts";
import { shelf } from "./migrations/0019-shelf.ts";
import { dutyPhone } from "./migrations/0020-duty-phone.ts";
import type { ColumnTypes } from "./migrations/column-types.ts";
import { StoreOpenError } from "./open-error.ts";
import type { Database } from "./schema.ts";

/** The migrations of this program by name; the name is what a database remembers. */
function migrations(types: ColumnTypes): Record<string, Migration> {
  return {
    "0001-initial": { up: (db: Kysely<unknown>) => initial(db, types) },
    "0002-contract-clocks": { up: (db: Kysely<unknown>) => contractClocks(db, types) },
    "0003-first-handler": { up: (db: Kysely<unknown>) => firstHandler(db, types) },
    "0004-accounts": { up: (db: Kysely<unknown>) => accounts(db, types) },
    "0005-vendors": { up: (db: Kysely<unknown>) => vendors(db, types) },
    "0006-fault-marks": { up: (db: Kysely<unknown>) => faultMarks(db, types) },
    "0007-settings": { up: (db: Kysely<unknown>) => settings(db, types) },
    "0008-indexes": { up: (db: Kysely<unknown>) => pageIndexes(db) },
    "0009-reports-by-time": { up: (db: Kysely<unknown>) => reportsByTime(db) },
    "0010-firms-that-left": { up: (db: Kysely<unknown>) => firmsThatLeft(db, types) },
    "0011-inspections": { up: (db: Kysely<unknown>) => inspections(db, types) },
    "0012-self-inspections": { up: (db: Kysely<unknown>) => selfInspections(db, types) },
    "0013-routes": { up: (db: Kysely<unknown>) => routes(db, types) },
    "0014-field": { up: (db: Kysely<unknown>) => field(db, types) },
    "0015-supplies": { up: (db: Kysely<unknown>) => supplies(db, types) },
    "0016-reports": { up: (db: Kysely<unknown>) => reports(db, types) },
    "0017-guarantees": { up: (db: Kysely<unknown>) => guarantees(db, types) },
    "0018-presence-words": { up: (db: Kysely<unknown>) => presenceWords(db) },
    "0019-shelf": { up: (db: Kysely<unknown>) => shelf(db, types) },
    "0020-duty-phone": { up: (db: Kysely<unknown>) => dutyPhone(db, types) },
  };
}

/**
 * A database that has migrations this program does not know was written by a newer version. Reads only.
 * @throws StoreOpenError
 */
export async function refuseNewer(db: Kysely<Database>, types: ColumnTypes, name: string): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((t) => t.name === "kysely_migration")) return;
  const applied = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .orderBy("name")
    .execute();
  const known = migrations(types);
  const unknown = applied.filter((migration) => !Object.hasOwn(known, migration.name)).at(-1);
  if (unknown === undefined) return;
  throw new StoreOpenError("newer", {
    zh: `数据库 ${name} 由更新版本的程序写入（${unknown.name}），未作任何改动；请使用该版本的程序，或用 --data 指定其他数据目录`,
    en: `The database ${name} was written by a newer version of this program (${unknown.name}) and was left as it is; start that version, or give another folder with --data`,
  });
}

/**
 * Brings the database to this program's schema. The caller holds the transaction where the dialect has none for DDL.
 * @throws StoreOpenError when the database is newer; the driver's error when a migration fails
 */
export async function migrate(db: Kysely<Database>, types: ColumnTypes, name: string): Promise<void> {
  await refuseNewer(db, types, name);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(types) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
