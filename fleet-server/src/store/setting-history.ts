// What settings are previewed and handed out by: one code's faults of the last weeks, codes that could still be used.
import type { ContractId, KioskId } from "@kiosk/contract";
import type { FaultCode } from "@kiosk/firmware-profiles";
import type { Kysely } from "kysely";
import type { PastFault } from "../domain/fault-rule/preview.ts";
import type { StoredEnrolmentCode } from "../tables.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";

/** Raised at `since` or later, newest first. */
export async function pastFaults(
  db: Kysely<Database>,
  { contractId, code, since, limit }: { contractId: ContractId; code: FaultCode; since: number; limit: number },
): Promise<PastFault[]> {
  const rows = await db
    .selectFrom("fault")
    .innerJoin("kiosk", "kiosk.id", "fault.kioskId")
    .select(["fault.firstAt", "fault.clearedAt"])
    .select((eb) =>
      eb
        .exists(eb.selectFrom("workOrder").select("workOrder.id").whereRef("workOrder.faultId", "=", "fault.id"))
        .as("ordered"),
    )
    .where("kiosk.contractId", "=", contractId)
    .where("fault.code", "=", code)
    .where("fault.raisedAt", ">=", since)
    .orderBy("fault.raisedAt", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ firstAt, clearedAt, ordered }) => ({
    firstAt: Number(firstAt),
    clearedAt: clearedAt === null ? null : Number(clearedAt),
    // SQLite has 0 and 1, PostgreSQL a boolean
    ordered: Number(ordered) === 1,
  }));
}

/** Neither used, nor taken back, nor run out by `at`. */
export async function unusedCodes(
  db: Kysely<Database>,
  kioskIds: readonly KioskId[],
  at: number,
): Promise<StoredEnrolmentCode[]> {
  if (kioskIds.length === 0) return [];
  const rows = await db
    .selectFrom("enrolmentCode")
    .selectAll()
    .where("kioskId", "in", kioskIds)
    .where("expiresAt", ">=", at)
    .where("usedAt", "is", null)
    .where("revokedAt", "is", null)
    .orderBy("createdAt")
    .execute();
  return rows.map((row) => decodeRow("enrolmentCode", row));
}
