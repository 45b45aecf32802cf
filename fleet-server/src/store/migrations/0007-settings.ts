// What contracts set otherwise than the product, version by version; codes to enrol with that were taken back.
import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  {
    // the key keeps two authors from entering one version
    name: "thresholdVersion",
    columns: "contractId t, key t, version i, lowPercent i?, criticalPercent i?, owner t, note t, by t, at i",
    key: ["contractId", "key", "version"],
    references: { contractId: "contract" },
  },
  {
    name: "faultRuleVersion",
    columns:
      "contractId t, code t, version i, opensOrder i?, severity t?, settleSeconds i?, owner t, note t, by t, at i",
    key: ["contractId", "code", "version"],
    references: { contractId: "contract" },
  },
];

export async function settings(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  await sql`alter table ${sql.table("enrolmentCode")} add column ${sql.ref("revokedAt")} ${types.integer}`.execute(db);
  await createIndex(db, { name: "code_of_kiosk", table: "enrolmentCode", columns: ["kioskId", "expiresAt"] });
  // the preview of a rule looks at one code's last weeks
  await createIndex(db, { name: "fault_by_code", table: "fault", columns: ["code", "raisedAt"] });
}
