// Supplies from disk: daily levels, forecasts, tasks and swaps. The same on SQLite and PostgreSQL.
import type { ContractId, KioskId, SupplySetting, SupplySwap } from "@kiosk/contract";
import { type Kysely, sql } from "kysely";
import type { SupplyMonth } from "../domain/consumable/supply-month.ts";
import type { StoredForecast } from "../domain/supply/supply-forecast.ts";
import type { Task } from "../domain/supply/task.ts";
import type { ForecastMark, SupplyFilter, SupplyHistory, SwapFilter, TaskFilter } from "../supply-ports.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

export class KyselySupplyHistory implements SupplyHistory {
  readonly #reader: Kysely<Database>;

  constructor(reader: Kysely<Database>) {
    this.#reader = reader;
  }

  months(kioskIds: readonly KioskId[], from: number): Promise<SupplyMonth[]> {
    return guarded(async () => {
      if (kioskIds.length === 0) return [];
      const rows = await this.#reader
        .selectFrom("supplyMonth")
        .selectAll()
        .where("kioskId", "in", kioskIds)
        .where("month", ">=", from)
        .orderBy("month")
        .execute();
      return rows.map((row) => decodeRow("supplyMonth", row));
    });
  }

  forecastsOf(kioskIds: readonly KioskId[]): Promise<StoredForecast[]> {
    return guarded(async () => {
      if (kioskIds.length === 0) return [];
      const rows = await this.#reader
        .selectFrom("supplyForecast")
        .selectAll()
        .where("kioskId", "in", kioskIds)
        .execute();
      return rows.map((row) => decodeRow("supplyForecast", row));
    });
  }

  forecasts(
    filter: SupplyFilter & { until?: number | undefined; after?: ForecastMark | undefined; limit: number },
  ): Promise<StoredForecast[]> {
    return guarded(async () => {
      const { after, limit } = filter;
      let query = this.#forecasts(filter).selectAll("supplyForecast");
      if (after !== undefined) {
        query = query
          .where("sortAt", ">=", after.sortAt)
          .where((eb) =>
            eb.or([
              eb("sortAt", ">", after.sortAt),
              eb("kioskId", ">", after.kioskId),
              eb.and([
                eb("kioskId", "=", after.kioskId),
                eb.or([
                  eb("deviceId", ">", after.deviceId),
                  eb.and([
                    eb("deviceId", "=", after.deviceId),
                    eb.or([
                      eb("consumable", ">", after.consumable),
                      eb.and([eb("consumable", "=", after.consumable), eb("part", ">", after.part)]),
                    ]),
                  ]),
                ]),
              ]),
            ]),
          );
      }
      const rows = await query
        .orderBy("sortAt")
        .orderBy("kioskId")
        .orderBy("deviceId")
        .orderBy("consumable")
        .orderBy("part")
        .limit(limit)
        .execute();
      return rows.map((row) => decodeRow("supplyForecast", row));
    });
  }

  countForecasts(filter: SupplyFilter & { until?: number | undefined }): Promise<number> {
    return guarded(async () => {
      const counted = await this.#forecasts(filter)
        .select((eb) => eb.fn.countAll<number | string | bigint>().as("total"))
        .executeTakeFirstOrThrow();
      return Number(counted.total);
    });
  }

  #forecasts({ reach, contractId, kioskId, until }: SupplyFilter & { until?: number | undefined }) {
    let query = this.#reader.selectFrom("supplyForecast").where("supplyForecast.endedAt", "is", null);
    if (until !== undefined) query = query.where("sortAt", "<=", until);
    if (kioskId !== undefined) query = query.where("kioskId", "=", kioskId);
    if (reach === "all" && contractId === undefined) return query;
    return query.where((eb) => {
      let kiosks = eb.selectFrom("kiosk").select("kiosk.id").whereRef("kiosk.id", "=", "supplyForecast.kioskId");
      if (reach !== "all") kiosks = kiosks.where(within("kiosk.contractId", reach));
      if (contractId !== undefined) kiosks = kiosks.where("kiosk.contractId", "=", contractId);
      return eb.exists(kiosks);
    });
  }

  openTasksOf(kioskIds: readonly KioskId[]): Promise<Task[]> {
    return guarded(async () => {
      if (kioskIds.length === 0) return [];
      const rows = await this.#reader
        .selectFrom("replacementTask")
        .selectAll()
        .where("kioskId", "in", kioskIds)
        .where("state", "=", "open")
        .execute();
      return rows.map((row) => decodeRow("replacementTask", row));
    });
  }

  tasks(filter: TaskFilter): Promise<Task[]> {
    return guarded(async () => {
      const { state, after, limit } = filter;
      const open = state === "open";
      const by = open ? "dueAt" : "closedAt";
      let query = this.#tasks(filter).selectAll();
      if (after !== undefined) {
        query = query.where((eb) =>
          eb.or([
            eb(by, open ? ">" : "<", after.at),
            eb.and([eb(by, "=", after.at), eb("id", open ? ">" : "<", after.id)]),
          ]),
        );
      }
      const direction = open ? "asc" : "desc";
      const rows = await query.orderBy(by, direction).orderBy("id", direction).limit(limit).execute();
      return rows.map((row) => decodeRow("replacementTask", row));
    });
  }

  countTasks(filter: SupplyFilter & { state: Task["state"] }): Promise<number> {
    return guarded(async () => {
      const counted = await this.#tasks(filter)
        .select((eb) => eb.fn.countAll<number | string | bigint>().as("total"))
        .executeTakeFirstOrThrow();
      return Number(counted.total);
    });
  }

  #tasks({ reach, contractId, kioskId, state }: SupplyFilter & { state: Task["state"] }) {
    let query = this.#reader.selectFrom("replacementTask").where("state", "=", state);
    if (reach !== "all") query = query.where(within("contractId", reach));
    if (contractId !== undefined) query = query.where("contractId", "=", contractId);
    if (kioskId !== undefined) query = query.where("kioskId", "=", kioskId);
    return query;
  }

  findTask(id: string): Promise<Task | undefined> {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("replacementTask").selectAll().where("id", "=", id).executeTakeFirst();
      return row && decodeRow("replacementTask", row);
    });
  }

  findSwap(id: string): Promise<SupplySwap | undefined> {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("supplySwap").selectAll().where("id", "=", id).executeTakeFirst();
      return row && decodeRow("supplySwap", row);
    });
  }

  swaps({ reach, contractId, kioskId, from, to, before, limit }: SwapFilter): Promise<SupplySwap[]> {
    return guarded(async () => {
      let query = this.#reader.selectFrom("supplySwap").selectAll();
      if (reach !== "all") query = query.where(within("contractId", reach));
      if (contractId !== undefined) query = query.where("contractId", "=", contractId);
      if (kioskId !== undefined) query = query.where("kioskId", "=", kioskId);
      if (from !== undefined) query = query.where("at", ">=", from);
      if (to !== undefined) query = query.where("at", "<", to);
      if (before !== undefined) {
        query = query.where((eb) =>
          eb.or([eb("at", "<", before.at), eb.and([eb("at", "=", before.at), eb("id", "<", before.id)])]),
        );
      }
      const rows = await query.orderBy("at", "desc").orderBy("id", "desc").limit(limit).execute();
      return rows.map((row) => decodeRow("supplySwap", row));
    });
  }

  settings(contractId: ContractId): Promise<SupplySetting[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("supplySetting")
        .selectAll()
        .where("contractId", "=", contractId)
        .orderBy("version")
        .execute();
      return rows.map((row) => decodeRow("supplySetting", row));
    });
  }
}

/** PostgreSQL has no empty list. */
function within(column: string, contracts: ReadonlySet<ContractId>) {
  return contracts.size === 0 ? sql<boolean>`1 = 0` : sql<boolean>`${sql.ref(column)} in (${sql.join([...contracts])})`;
}
