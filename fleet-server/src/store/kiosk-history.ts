// One terminal's stored messages and history lines, page by page: each query begins at a mark and reads no further than
// its page.
import type { KioskId } from "@kiosk/contract";
import type { Kysely } from "kysely";
import type { ReportMark, TimelineMark } from "../ports.ts";
import type { StoredReport, TimelineRow } from "../tables.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";

/** Newest first, those before the mark. */
export async function timelineBefore(
  db: Kysely<Database>,
  kioskId: KioskId,
  limit: number,
  before: TimelineMark | undefined,
): Promise<TimelineRow[]> {
  let query = db.selectFrom("timeline").selectAll().where("kioskId", "=", kioskId);
  if (before !== undefined) {
    const { at, recordedAt, id } = before;
    // the first condition alone is what the index can use
    query = query
      .where("at", "<=", at)
      .where((eb) =>
        eb.or([
          eb("at", "<", at),
          eb("recordedAt", "<", recordedAt),
          eb.and([eb("recordedAt", "=", recordedAt), eb("id", "<", id)]),
        ]),
      );
  }
  const rows = await query
    .orderBy("at", "desc")
    .orderBy("recordedAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => decodeRow("timeline", row));
}

/** Newest first, those before the mark. */
export async function reportsBefore(
  db: Kysely<Database>,
  kioskId: KioskId,
  limit: number,
  before: ReportMark | undefined,
): Promise<StoredReport[]> {
  let query = db.selectFrom("report").selectAll().where("kioskId", "=", kioskId);
  if (before !== undefined) {
    const { receivedAt, bootId, seq } = before;
    query = query
      .where("receivedAt", "<=", receivedAt)
      .where((eb) =>
        eb.or([
          eb("receivedAt", "<", receivedAt),
          eb("bootId", "<", bootId),
          eb.and([eb("bootId", "=", bootId), eb("seq", "<", seq)]),
        ]),
      );
  }
  const rows = await query
    .orderBy("receivedAt", "desc")
    .orderBy("bootId", "desc")
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => decodeRow("report", row));
}

/** Oldest first, those received at `since` and later. */
export async function reportsSince(
  db: Kysely<Database>,
  kioskId: KioskId,
  since: number,
  limit: number,
): Promise<StoredReport[]> {
  const rows = await db
    .selectFrom("report")
    .selectAll()
    .where("kioskId", "=", kioskId)
    .where("receivedAt", ">=", since)
    .orderBy("receivedAt")
    .orderBy("bootId")
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map((row) => decodeRow("report", row));
}
