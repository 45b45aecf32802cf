import type { ContractId, KioskId } from "@kiosk/contract";
import { type Kysely, sql } from "kysely";
import type { Guarantee, GuaranteeDay } from "../domain/guarantee/guarantee.ts";
import type { Millis } from "../domain/time.ts";
import type { GuaranteeHistory } from "../guarantee-ports.ts";
import type { Reach } from "../ports.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

/** A count comes as number, text or bigint, as the driver likes. */
type Count = number | string | bigint;

export class KyselyGuaranteeHistory implements GuaranteeHistory {
  readonly #reader: Kysely<Database>;

  constructor(reader: Kysely<Database>) {
    this.#reader = reader;
  }

  find(id: string): Promise<Guarantee | undefined> {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("guarantee").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : decodeRow("guarantee", row);
    });
  }

  list(reach: Reach, limit: number): Promise<Guarantee[]> {
    return guarded(async () => {
      if (reach !== "all" && reach.size === 0) return [];
      let query = this.#reader.selectFrom("guarantee").selectAll();
      if (reach !== "all") query = query.where("contractId", "in", [...reach]);
      const rows = await query.orderBy("from", "desc").orderBy("id").limit(limit).execute();
      return rows.map((row) => decodeRow("guarantee", row));
    });
  }

  notOver(today: string): Promise<Guarantee[]> {
    return guarded(async () => {
      const rows = await this.#reader.selectFrom("guarantee").selectAll().where("to", ">=", today).execute();
      return rows.map((row) => decodeRow("guarantee", row));
    });
  }

  days(guaranteeIds: readonly string[]): Promise<GuaranteeDay[]> {
    return guarded(async () => {
      if (guaranteeIds.length === 0) return [];
      const rows = await this.#reader
        .selectFrom("guaranteeDay")
        .selectAll()
        .where("guaranteeId", "in", guaranteeIds)
        .orderBy("date")
        .execute();
      return rows.map((row) => decodeRow("guaranteeDay", row));
    });
  }

  faultsIn(
    { contractId, kioskIds }: { contractId: ContractId; kioskIds: readonly KioskId[] | null },
    from: Millis,
    to: Millis,
  ): Promise<{ stood: number; opened: number; standing: number }> {
    return guarded(async () => {
      const scope = this.#reader.selectFrom("kiosk").select("id").where("contractId", "=", contractId);
      const row = await this.#reader
        .selectFrom("fault")
        .select([
          (eb) => eb.fn.countAll<Count>().as("stood"),
          sql<Count | null>`sum(case when ${sql.ref("raisedAt")} >= ${from} then 1 else 0 end)`.as("opened"),
          sql<Count | null>`sum(case when ${sql.ref("clearedAt")} is null or ${sql.ref("clearedAt")} >= ${to} then 1 else 0 end)`.as(
            "standing",
          ),
        ])
        .where("kioskId", "in", kioskIds === null ? scope : [...kioskIds])
        .where("raisedAt", "<", to)
        .where((eb) => eb.or([eb("clearedAt", "is", null), eb("clearedAt", ">=", from)]))
        .executeTakeFirstOrThrow();
      return { stood: Number(row.stood ?? 0), opened: Number(row.opened ?? 0), standing: Number(row.standing ?? 0) };
    });
  }

  patrolled(contractId: ContractId, since: Millis): Promise<Map<KioskId, Millis[]>> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("inspection")
        .select(["kioskId", "completedAt"])
        .where("contractId", "=", contractId)
        .where("kind", "=", "guarantee")
        .where("state", "=", "completed")
        .where("completedAt", ">=", since)
        .orderBy("completedAt")
        .execute();
      const found = new Map<KioskId, Millis[]>();
      for (const { kioskId, completedAt } of rows) {
        const known = found.get(kioskId);
        if (known === undefined) found.set(kioskId, [Number(completedAt)]);
        else known.push(Number(completedAt));
      }
      return found;
    });
  }
}
