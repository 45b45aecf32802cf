import type { ContractId, KioskId } from "@kiosk/contract";
import type { Kysely } from "kysely";
import type { Drill, Problem } from "../domain/problem/problem.ts";
import type { RecurringOrder } from "../domain/problem/recurrence.ts";
import type { Millis } from "../domain/time.ts";
import type { ProblemHistory, ProblemPageFilter } from "../guarantee-ports.ts";
import type { Reach } from "../ports.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

export class KyselyProblemHistory implements ProblemHistory {
  readonly #reader: Kysely<Database>;

  constructor(reader: Kysely<Database>) {
    this.#reader = reader;
  }

  find(id: string): Promise<Problem | undefined> {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("problem").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : decodeRow("problem", row);
    });
  }

  page({ reach, kioskId, state, after, limit }: ProblemPageFilter): Promise<Problem[]> {
    return guarded(async () => {
      if (reach !== "all" && reach.size === 0) return [];
      let query = this.#reader.selectFrom("problem").selectAll();
      if (reach !== "all") query = query.where("contractId", "in", [...reach]);
      if (kioskId !== undefined) query = query.where("kioskId", "=", kioskId);
      if (state !== undefined) query = query.where("state", "=", state);
      if (after !== undefined) {
        query = query.where((eb) =>
          eb.or([
            eb("openedAt", "<", after.openedAt),
            eb.and([eb("openedAt", "=", after.openedAt), eb("id", "<", after.id)]),
          ]),
        );
      }
      const rows = await query.orderBy("openedAt", "desc").orderBy("id", "desc").limit(limit).execute();
      return rows.map((row) => decodeRow("problem", row));
    });
  }

  counts(reach: Reach): Promise<Record<Problem["state"], number>> {
    return guarded(async () => {
      const counts = { open: 0, analysed: 0, closed: 0 };
      if (reach !== "all" && reach.size === 0) return counts;
      let query = this.#reader
        .selectFrom("problem")
        .select(["state", (eb) => eb.fn.countAll<number | string | bigint>().as("n")])
        .groupBy("state");
      if (reach !== "all") query = query.where("contractId", "in", [...reach]);
      for (const { state, n } of await query.execute()) counts[state] = Number(n);
      return counts;
    });
  }

  newestOrder(): Promise<string> {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("workOrder")
        .select("id")
        .orderBy("reportedAt", "desc")
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirst();
      return row?.id ?? "";
    });
  }

  recurring(since: Millis): Promise<RecurringOrder[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("workOrder")
        .select(["id", "kioskId", "deviceId", "reportedAt"])
        .where("reportedAt", ">=", since)
        .where("kind", "=", "fault")
        .where("state", "!=", "cancelled")
        .execute();
      return rows.map((row) => ({ ...row, reportedAt: Number(row.reportedAt) }));
    });
  }

  ofKiosks(kioskIds: readonly KioskId[]): Promise<Problem[]> {
    return guarded(async () => {
      if (kioskIds.length === 0) return [];
      const rows = await this.#reader.selectFrom("problem").selectAll().where("kioskId", "in", kioskIds).execute();
      return rows.map((row) => decodeRow("problem", row));
    });
  }

  findDrill(id: string): Promise<Drill | undefined> {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("drill").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : decodeRow("drill", row);
    });
  }

  drills(contractId: ContractId, from: Millis, to: Millis, limit: number): Promise<Drill[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("drill")
        .selectAll()
        .where("contractId", "=", contractId)
        .where("at", ">=", from)
        .where("at", "<", to)
        .orderBy("at", "desc")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map((row) => decodeRow("drill", row));
    });
  }
}
