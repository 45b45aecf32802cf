import type { KioskId } from "@kiosk/contract";
import type { Kysely } from "kysely";
import type { SelfInspection } from "../domain/inspection/self-inspection.ts";
import type { SelfInspectionHistory } from "../upkeep-ports.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

export class KyselySelfInspectionHistory implements SelfInspectionHistory {
  readonly #reader: Kysely<Database>;

  constructor(reader: Kysely<Database>) {
    this.#reader = reader;
  }

  last(kioskId: KioskId): Promise<SelfInspection | undefined> {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("selfInspection")
        .selectAll()
        .where("kioskId", "=", kioskId)
        .executeTakeFirst();
      return row === undefined ? undefined : decodeRow("selfInspection", row);
    });
  }

  lastAsked(
    kioskId: KioskId,
  ): Promise<{ at: number; state: "waiting" | "done" | "refused"; detail: string } | undefined> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("command")
        .selectAll()
        .where("kioskId", "=", kioskId)
        .where("body", "like", '%"self-inspection"%')
        .orderBy("createdAt", "desc")
        .limit(1)
        .execute();
      const [command] = rows.map((row) => decodeRow("command", row));
      return command === undefined
        ? undefined
        : { at: command.createdAt, state: command.state, detail: command.detail };
    });
  }
}
