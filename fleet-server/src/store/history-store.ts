import type { ContractId, EvidenceView, KioskId } from "@kiosk/contract";
import type { Kysely } from "kysely";
import { closedStates, type OrderEvent, type WorkOrder } from "../domain/work-order/work-order.ts";
import type { HistoryStore } from "../ports.ts";
import type { QuarantinedMessage, StoredAlarm, StoredEnrolmentCode, StoredNotice, TimelineRow } from "../tables.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

/** How many ids one query carries; SQLite allows 32,766 parameters, PostgreSQL 65,535. */
const idsPerQuery = 1000;

/** The same queries on SQLite and PostgreSQL. Only `trimQuarantine` writes; the rest goes through `reader`. */
export class KyselyHistoryStore implements HistoryStore {
  readonly #reader: Kysely<Database>;
  readonly #writer: Kysely<Database>;

  constructor(reader: Kysely<Database>, writer: Kysely<Database>) {
    this.#reader = reader;
    this.#writer = writer;
  }

  timeline(kioskId: KioskId, limit: number): Promise<TimelineRow[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("timeline")
        .selectAll()
        .where("kioskId", "=", kioskId)
        .orderBy("at", "desc")
        .orderBy("recordedAt", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => decodeRow("timeline", row));
    });
  }

  quarantine(limit: number): Promise<{ total: number; rows: QuarantinedMessage[] }> {
    return guarded(async () => {
      const counted = await this.#reader
        .selectFrom("quarantine")
        .select((eb) => eb.fn.countAll<number | string | bigint>().as("total"))
        .executeTakeFirstOrThrow();
      const rows = await this.#reader
        .selectFrom("quarantine")
        .selectAll()
        .orderBy("receivedAt", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return { total: Number(counted.total), rows: rows.map((row) => decodeRow("quarantine", row)) };
    });
  }

  quarantineCountSince(since: number): Promise<number> {
    return guarded(async () => {
      const counted = await this.#reader
        .selectFrom("quarantine")
        .select((eb) => eb.fn.countAll<number | string | bigint>().as("total"))
        .where("receivedAt", ">=", since)
        .executeTakeFirstOrThrow();
      return Number(counted.total);
    });
  }

  findQuarantined(id: string): Promise<QuarantinedMessage | undefined> {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("quarantine").selectAll().where("id", "=", id).executeTakeFirst();
      return row && decodeRow("quarantine", row);
    });
  }

  trimQuarantine(kioskId: string, keep: number): Promise<number> {
    return guarded(async () => {
      const kept = this.#writer
        .selectFrom("quarantine")
        .select("id")
        .where("kioskId", "=", kioskId)
        .orderBy("receivedAt", "desc")
        .orderBy("id", "desc")
        .limit(keep);
      const result = await this.#writer
        .deleteFrom("quarantine")
        .where("kioskId", "=", kioskId)
        .where("id", "not in", kept)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    });
  }

  orders(filter: Parameters<HistoryStore["orders"]>[0]): Promise<WorkOrder[]> {
    return guarded(async () => {
      let query = this.#reader.selectFrom("workOrder").selectAll();
      if (filter.state === "open") query = query.where("state", "not in", closedStates);
      if (filter.state === "closed") query = query.where("state", "in", closedStates);
      if (filter.contractId !== undefined) query = query.where("contractId", "=", filter.contractId);
      if (filter.kioskId !== undefined) query = query.where("kioskId", "=", filter.kioskId);
      const rows = await query.orderBy("reportedAt", "desc").orderBy("id", "desc").limit(filter.limit).execute();
      return rows.map((row) => decodeRow("workOrder", row));
    });
  }

  findOrder(id: string): Promise<WorkOrder | undefined> {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("workOrder").selectAll().where("id", "=", id).executeTakeFirst();
      return row && decodeRow("workOrder", row);
    });
  }

  orderEvents(orderIds: readonly string[]): Promise<OrderEvent[]> {
    return guarded(async () => {
      const events: OrderEvent[] = [];
      for (let from = 0; from < orderIds.length; from += idsPerQuery) {
        const rows = await this.#reader
          .selectFrom("workOrderEvent")
          .selectAll()
          .where("orderId", "in", orderIds.slice(from, from + idsPerQuery))
          .orderBy("orderId")
          .orderBy("seq")
          .execute();
        events.push(...rows.map((row) => decodeRow("workOrderEvent", row)));
      }
      return events;
    });
  }

  ordersOf(contractId: ContractId): Promise<WorkOrder[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("workOrder")
        .selectAll()
        .where("contractId", "=", contractId)
        .orderBy("number")
        .execute();
      return rows.map((row) => decodeRow("workOrder", row));
    });
  }

  ordersReopening(orderId: string): Promise<WorkOrder[]> {
    return guarded(async () => {
      const rows = await this.#reader.selectFrom("workOrder").selectAll().where("reopens", "=", orderId).execute();
      return rows.map((row) => decodeRow("workOrder", row));
    });
  }

  alarms(filter: { contractId?: string; orderId?: string; limit: number }): Promise<StoredAlarm[]> {
    return guarded(async () => {
      let query = this.#reader.selectFrom("alarm").selectAll();
      if (filter.contractId !== undefined) query = query.where("contractId", "=", filter.contractId);
      if (filter.orderId !== undefined) query = query.where("orderId", "=", filter.orderId);
      const rows = await query.orderBy("firedAt", "desc").orderBy("id", "desc").limit(filter.limit).execute();
      return rows.map((row) => decodeRow("alarm", row));
    });
  }

  noticesOf(alarmIds: readonly string[]): Promise<StoredNotice[]> {
    return guarded(async () => {
      if (alarmIds.length === 0) return [];
      const rows = await this.#reader.selectFrom("notice").selectAll().where("alarmId", "in", alarmIds).execute();
      return rows.map((row) => decodeRow("notice", row));
    });
  }

  findEvidence(digests: readonly string[]): Promise<EvidenceView[]> {
    return guarded(async () => {
      if (digests.length === 0) return [];
      const rows = await this.#reader.selectFrom("evidence").selectAll().where("digest", "in", digests).execute();
      return rows.map((row) => decodeRow("evidence", row));
    });
  }

  log(afterLogSeq: number, limit: number): Promise<OrderEvent[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("workOrderEvent")
        .selectAll()
        .where("logSeq", ">", afterLogSeq)
        .orderBy("logSeq")
        .limit(limit)
        .execute();
      return rows.map((row) => decodeRow("workOrderEvent", row));
    });
  }

  findEnrolmentCode(codeHash: string): Promise<StoredEnrolmentCode | undefined> {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("enrolmentCode")
        .selectAll()
        .where("codeHash", "=", codeHash)
        .executeTakeFirst();
      return row && decodeRow("enrolmentCode", row);
    });
  }

  countReports(kioskId: KioskId): Promise<number> {
    return guarded(async () => {
      const counted = await this.#reader
        .selectFrom("report")
        .select((eb) => eb.fn.countAll<number | string | bigint>().as("total"))
        .where("kioskId", "=", kioskId)
        .executeTakeFirstOrThrow();
      return Number(counted.total);
    });
  }
}
