// Day plans, what they are worked out from, what became of their visits, and the addresses calendars read them at.
import type { Kysely } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type TablePlan } from "./create-table.ts";

const ofContract = { references: { contractId: "contract" } } as const;

const tables: readonly TablePlan[] = [
  {
    name: "technicianProfile",
    columns:
      "contractId t, userId t, version i, skills t, startLon r, startLat r, startName t, fromMin i, toMin i, lunchFromMin i, lunchMinutes i, maxOvertimeMin i, vanPieces i?, vanPlace t?, active i, by t, at i",
    key: ["contractId", "userId", "version"],
    references: { contractId: "contract", userId: "user" },
  },
  {
    name: "routeSetting",
    columns:
      "contractId t, version i, detour r, speedKmh r, minutes t, onSite t, officeFromMin i, officeToMin i, by t, at i",
    key: ["contractId", "version"],
    ...ofContract,
  },
  {
    name: "roadMatrix",
    columns: "contractId t, version i, ways t, by t, at i",
    key: ["contractId", "version"],
    ...ofContract,
  },
  {
    name: "routeDraft",
    columns: "contractId t, date t, revision i, basedOn i, at i, by t, body t",
    key: ["contractId", "date"],
    ...ofContract,
  },
  {
    name: "routePublication",
    columns: "contractId t, date t, version i, revision i, at i, by t, body t",
    key: ["contractId", "date", "version"],
    ...ofContract,
  },
  { name: "visitMark", columns: "visitId t, mark t, date t, at i, by t", key: ["visitId", "mark"] },
  {
    name: "routeFeed",
    columns: "id t, contractId t, technicianId t, secretHash t, createdAt i, createdBy t, revokedAt i?",
    key: ["id"],
    references: { contractId: "contract", technicianId: "user" },
  },
];

export async function routes(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  await createIndex(db, { name: "mark_by_date", table: "visitMark", columns: ["date"] });
  await createIndex(db, { name: "feed_by_secret", table: "routeFeed", columns: ["secretHash"], unique: true });
}
