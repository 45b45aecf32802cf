// Day plans and what they are worked out from, read by their keys.
import type { ContractId } from "@kiosk/contract";
import type { Kysely } from "kysely";
import type { RouteHistory } from "../route-ports.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";

export function routeHistory(db: Kysely<Database>): RouteHistory {
  const between = (
    table: "routeDraft" | "routePublication",
    { contractId, from, to }: { contractId: ContractId; from: string; to: string },
  ) => db.selectFrom(table).where("contractId", "=", contractId).where("date", ">=", from).where("date", "<=", to);

  return {
    async profiles(contractId) {
      const rows = await db
        .selectFrom("technicianProfile")
        .selectAll()
        .where("contractId", "=", contractId)
        .orderBy("userId")
        .orderBy("version")
        .execute();
      const all = rows.map((row) => decodeRow("technicianProfile", row));
      return [...new Map(all.map((row) => [row.userId, row])).values()];
    },
    async settings(contractId) {
      const row = await db
        .selectFrom("routeSetting")
        .selectAll()
        .where("contractId", "=", contractId)
        .orderBy("version", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : decodeRow("routeSetting", row);
    },
    async matrix(contractId) {
      const row = await db
        .selectFrom("roadMatrix")
        .selectAll()
        .where("contractId", "=", contractId)
        .orderBy("version", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : decodeRow("roadMatrix", row);
    },
    async drafts(contractId, from, to) {
      const rows = await between("routeDraft", { contractId, from, to }).selectAll("routeDraft").execute();
      return rows.map((row) => decodeRow("routeDraft", row)).sort((a, b) => (a.date < b.date ? -1 : 1));
    },
    async published(contractId, from, to) {
      const newest = await between("routePublication", { contractId, from, to })
        .select(({ fn }) => ["date", fn.max("version").as("version")])
        .groupBy("date")
        .execute();
      if (newest.length === 0) return [];
      const rows = await db
        .selectFrom("routePublication")
        .selectAll()
        .where("contractId", "=", contractId)
        .where((eb) =>
          eb.or(
            newest.map(({ date, version }) => eb.and([eb("date", "=", date), eb("version", "=", Number(version))])),
          ),
        )
        .orderBy("date")
        .execute();
      return rows.map((row) => decodeRow("routePublication", row));
    },
    async marks(from, to) {
      const rows = await db
        .selectFrom("visitMark")
        .selectAll()
        .where("date", ">=", from)
        .where("date", "<=", to)
        .execute();
      return rows.map((row) => decodeRow("visitMark", row));
    },
    async feeds(contractId) {
      const rows = await db
        .selectFrom("routeFeed")
        .selectAll()
        .where("contractId", "=", contractId)
        .orderBy("createdAt", "desc")
        .orderBy("id")
        .execute();
      return rows.map((row) => decodeRow("routeFeed", row));
    },
    async feedOfSecret(secretHash) {
      const row = await db.selectFrom("routeFeed").selectAll().where("secretHash", "=", secretHash).executeTakeFirst();
      return row === undefined ? undefined : decodeRow("routeFeed", row);
    },
  };
}
