// Reads for the alarm page, the quarantine and wall screens. All bounded, the same on SQLite and PostgreSQL.
import type { ContractId } from "@kiosk/contract";
import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { Acknowledgement } from "../domain/fault/acknowledgement.ts";
import type { Fault } from "../domain/fault/fault.ts";
import { dayMs, hourMs, type Millis } from "../domain/time.ts";
import { closedStates } from "../domain/work-order/work-order.ts";
import type { FaultHistory, FaultMark, OrderDay, QuarantineCounts, QuarantineFilter, Reach } from "../ports.ts";
import type { AvailabilitySample, QuarantinedMessage, TimelineRow } from "../tables.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

/** A count comes as number, text or bigint, as the driver likes. */
type Count = number | string | bigint;
const idsPerQuery = 1000;

export class KyselyFaultHistory implements FaultHistory {
  readonly #reader: Kysely<Database>;

  constructor(reader: Kysely<Database>) {
    this.#reader = reader;
  }

  cleared(reach: Reach, since: Millis, limit: number, before?: FaultMark): Promise<Fault[]> {
    return guarded(async () => {
      let query = this.#reader.selectFrom("fault").selectAll().where("clearedAt", ">=", since);
      if (reach !== "all") query = query.where("kioskId", "in", this.#kiosksOf(reach));
      if (before !== undefined) {
        query = query.where((eb) =>
          eb.or([
            eb("clearedAt", "<", before.clearedAt),
            eb.and([eb("clearedAt", "=", before.clearedAt), eb("id", "<", before.id)]),
          ]),
        );
      }
      const rows = await query.orderBy("clearedAt", "desc").orderBy("id", "desc").limit(limit).execute();
      return rows.map((row) => decodeRow("fault", row));
    });
  }

  countCleared(reach: Reach, since: Millis): Promise<number> {
    return guarded(async () => {
      let query = this.#reader
        .selectFrom("fault")
        .select((eb) => eb.fn.countAll<Count>().as("n"))
        .where("clearedAt", ">=", since);
      if (reach !== "all") query = query.where("kioskId", "in", this.#kiosksOf(reach));
      return Number((await query.executeTakeFirstOrThrow()).n);
    });
  }

  acknowledgementsOf(faultIds: readonly string[]): Promise<Acknowledgement[]> {
    return guarded(async () => {
      const found: Acknowledgement[] = [];
      for (let from = 0; from < faultIds.length; from += idsPerQuery) {
        const ids = faultIds.slice(from, from + idsPerQuery);
        const rows = await this.#reader
          .selectFrom("faultAcknowledgement")
          .selectAll()
          .where("faultId", "in", ids)
          .execute();
        found.push(...rows.map((row) => decodeRow("faultAcknowledgement", row)));
      }
      return found;
    });
  }

  /** In the order they came to be known, so that the newest few are found without looking at the day's rest. */
  events(contractId: ContractId, since: Millis, limit: number): Promise<TimelineRow[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("timeline")
        .selectAll()
        .where("recordedAt", ">=", since)
        .where("kind", "in", ["presence", "fault"])
        .where("kioskId", "in", this.#kiosksOf(new Set([contractId])))
        .orderBy("recordedAt", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => decodeRow("timeline", row));
    });
  }

  samples(contractId: ContractId, since: Millis): Promise<AvailabilitySample[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("availabilitySample")
        .selectAll()
        .where("contractId", "=", contractId)
        .where("at", ">=", since)
        .orderBy("at")
        .execute();
      return rows.map((row) => decodeRow("availabilitySample", row));
    });
  }

  orderDays(contractId: ContractId, since: Millis): Promise<OrderDay[]> {
    return guarded(async () => {
      const opened = await this.#perDay("reportedAt", contractId, since);
      const closed = await this.#perDay("updatedAt", contractId, since);
      return [...new Set([...opened.keys(), ...closed.keys()])]
        .sort((a, b) => a - b)
        .map((day) => ({ day, opened: opened.get(day) ?? 0, closed: closed.get(day) ?? 0 }));
    });
  }

  /** @param column reportedAt: all orders; updatedAt: closed ones, which nothing changes after their end */
  async #perDay(column: "reportedAt" | "updatedAt", contractId: ContractId, since: Millis) {
    // China has one zone and no summer time; integer division is the same on both databases
    const day = sql<Count>`(${sql.ref(column)} + ${sql.lit(8 * hourMs)}) / ${sql.lit(dayMs)}`;
    let query = this.#reader
      .selectFrom("workOrder")
      .select([day.as("day"), (eb) => eb.fn.countAll<Count>().as("n")])
      .where("contractId", "=", contractId)
      .where(column, ">=", since);
    if (column === "updatedAt") query = query.where("state", "in", closedStates);
    const rows = await query.groupBy(day).execute();
    return new Map(rows.map((row) => [Number(row.day), Number(row.n)]));
  }

  quarantine(filter: QuarantineFilter): Promise<QuarantinedMessage[]> {
    return guarded(async () => {
      let query = this.#inReach(this.#reader.selectFrom("quarantine").selectAll(), filter.reach);
      query = filter.resolved ? query.where("resolution", "is not", null) : query.where("resolution", "is", null);
      if (filter.reason !== undefined) query = query.where("reason", "=", filter.reason);
      if (filter.kioskId !== undefined) query = query.where("kioskId", "=", filter.kioskId);
      const rows = await query.orderBy("receivedAt", "desc").orderBy("id", "desc").limit(filter.limit).execute();
      return rows.map((row) => decodeRow("quarantine", row));
    });
  }

  quarantineCounts(reach: Reach): Promise<QuarantineCounts> {
    return guarded(async () => {
      const base = this.#reader
        .selectFrom("quarantine")
        .select((eb) => ["reason", "resolution", eb.fn.countAll<Count>().as("n")]);
      const rows = await this.#inReach(base, reach).groupBy(["reason", "resolution"]).execute();
      const waiting = rows.filter((row) => row.resolution === null);
      const sum = (part: readonly { n: Count }[]) => part.reduce((total, row) => total + Number(row.n), 0);
      return {
        waiting: sum(waiting),
        resolved: sum(rows) - sum(waiting),
        reasons: waiting.map((row) => ({ reason: row.reason, n: Number(row.n) })).sort((a, b) => b.n - a.n),
      };
    });
  }

  quarantinedSince(reach: Reach, since: Millis): Promise<number> {
    return guarded(async () => {
      const base = this.#reader
        .selectFrom("quarantine")
        .select((eb) => eb.fn.countAll<Count>().as("n"))
        .where("receivedAt", ">=", since);
      return Number((await this.#inReach(base, reach).executeTakeFirstOrThrow()).n);
    });
  }

  #kiosksOf(contracts: ReadonlySet<ContractId>) {
    return this.#reader
      .selectFrom("kiosk")
      .select("id")
      .where("contractId", "in", [...contracts]);
  }

  /** Rows of no known terminal belong to nobody's contract. */
  #inReach<O>(query: SelectQueryBuilder<Database, "quarantine", O>, reach: Reach) {
    if (reach === "all") return query;
    const known = this.#reader
      .selectFrom("kiosk")
      .select((eb) => eb.cast<string>("id", "text").as("id"))
      .where("contractId", "in", [...reach]);
    return query.where("quarantine.kioskId", "in", known);
  }
}
