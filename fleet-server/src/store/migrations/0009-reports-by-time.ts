// A terminal's messages in the order they came, without a look at all of them.
import type { Kysely } from "kysely";
import { createIndex } from "./create-table.ts";

export async function reportsByTime(db: Kysely<unknown>): Promise<void> {
  await createIndex(db, {
    name: "report_of_kiosk",
    table: "report",
    columns: ["kioskId", "receivedAt", "bootId", "seq"],
  });
}
