// People: accounts, sessions, organisations, and the log of who did what.
import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  {
    name: "user",
    columns:
      "id t, login t, name t, phone t, disabled i, passwordHash t, passwordChangedAt i, mustChangePassword i, formerHashes t, failures i, lockedUntil i?, totpSecret t?, totpStep i, recoveryHashes t, grants t, createdAt i, lastSignInAt i?, version i",
    key: ["id"],
  },
  {
    // no reference to a user: links and walls have sessions too
    name: "session",
    columns:
      "id t, kind t, userId t?, subject t, name t, grants t, orderId t?, stage t, createdAt i, lastSeenAt i, endsAt i, endedAt i?, from t, agent t",
    key: ["id"],
  },
  { name: "organisation", columns: "id t, zh t, en t", key: ["id"] },
  {
    name: "auditEvent",
    columns:
      "seq i, at i, by t, name t, from t, action t, target t, contractId t?, result t, before t?, after t?, hash t",
    key: ["seq"],
  },
  { name: "evidenceUse", columns: "digest t, place t, at i", key: ["digest", "place"] },
];

export async function accounts(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  await noteUses(db);
  await createIndex(db, { name: "user_login", table: "user", columns: ["login"], unique: true });
  await createIndex(db, { name: "session_open", table: "session", columns: ["endedAt"] });
  await createIndex(db, { name: "audit_by_person", table: "auditEvent", columns: ["by", "seq"] });
  await createIndex(db, { name: "audit_by_action", table: "auditEvent", columns: ["action", "seq"] });
  await createIndex(db, { name: "audit_by_time", table: "auditEvent", columns: ["at"] });
}

/** Files that lines of order logs and receipts of parts name already. */
async function noteUses(db: Kysely<unknown>): Promise<void> {
  const ofOrders = sql<Use>`select ${sql.ref("evidence")} as "digests", ${sql.ref("orderId")} as "id", ${sql.ref("recordedAt")} as "at"
    from ${sql.table("workOrderEvent")} where ${sql.ref("evidence")} <> '[]'`;
  const ofReceipts = sql<Use>`select ${sql.ref("evidence")} as "digests", ${sql.ref("contractId")} as "id", ${sql.ref("recordedAt")} as "at"
    from ${sql.table("partMovement")} where ${sql.ref("orderId")} is null and ${sql.ref("evidence")} <> '[]'`;
  for (const [kind, query] of [["order", ofOrders] as const, ["contract", ofReceipts] as const]) {
    for (const { digests, id, at } of (await query.execute(db)).rows) {
      for (const digest of digestsOf(digests)) {
        await sql`insert into ${sql.table("evidenceUse")} (${sql.ref("digest")}, ${sql.ref("place")}, ${sql.ref("at")})
          values (${digest}, ${`${kind}:${id}`}, ${Number(at)}) on conflict do nothing`.execute(db);
      }
    }
  }
}

interface Use {
  readonly digests: string;
  readonly id: string;
  readonly at: number | string;
}

function digestsOf(text: string): string[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
