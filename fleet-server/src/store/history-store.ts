import type { ContractId, EvidenceView, KioskId, OrganisationId } from "@kiosk/contract";
import type { Kysely } from "kysely";
import type { PastFault } from "../domain/fault-rule/preview.ts";
import type { OrderLink } from "../domain/link/order-link.ts";
import type { OrderHead } from "../domain/search/order-index.ts";
import type { OrderEvent, WorkOrder } from "../domain/work-order/work-order.ts";
import type {
  AlarmPageFilter,
  AuditFilter,
  HistoryStore,
  OrderPageFilter,
  ReportMark,
  TimelineMark,
} from "../ports.ts";
import type {
  AuditEvent,
  EvidenceUse,
  QuarantinedMessage,
  StoredAlarm,
  StoredEnrolmentCode,
  StoredNotice,
  StoredReport,
  TimelineRow,
} from "../tables.ts";
import { auditAfter, auditPage, evidenceUses } from "./audit-history.ts";
import { decodeRow } from "./codec.ts";
import { reportsBefore, reportsSince, timelineBefore } from "./kiosk-history.ts";
import { orderHeads } from "./order-heads.ts";
import { alarmsBefore, countOrders, ordersBefore } from "./order-history.ts";
import type { Database } from "./schema.ts";
import { pastFaults, unusedCodes } from "./setting-history.ts";
import { guarded } from "./store-failure.ts";
import { closedOrdersOf, linksOfOrder } from "./vendor-history.ts";

/** How many ids one query carries; SQLite allows 32,766 parameters, PostgreSQL 65,535. */
const idsPerQuery = 1000;

/** The same queries on SQLite and PostgreSQL. Only the bounds on quarantined messages write; the rest goes through `reader`. */
export class KyselyHistoryStore implements HistoryStore {
  readonly #reader: Kysely<Database>;
  readonly #writer: Kysely<Database>;

  constructor(reader: Kysely<Database>, writer: Kysely<Database>) {
    this.#reader = reader;
    this.#writer = writer;
  }

  timeline(kioskId: KioskId, limit: number, before?: TimelineMark): Promise<TimelineRow[]> {
    return guarded(() => timelineBefore(this.#reader, kioskId, limit, before));
  }

  reports(kioskId: KioskId, limit: number, before?: ReportMark): Promise<StoredReport[]> {
    return guarded(() => reportsBefore(this.#reader, kioskId, limit, before));
  }

  reportsSince(kioskId: KioskId, since: number, limit: number): Promise<StoredReport[]> {
    return guarded(() => reportsSince(this.#reader, kioskId, since, limit));
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
        .where("resolution", "is", null)
        .orderBy("receivedAt", "desc")
        .orderBy("id", "desc")
        .limit(keep);
      const result = await this.#writer
        .deleteFrom("quarantine")
        .where("kioskId", "=", kioskId)
        .where("resolution", "is", null)
        .where("id", "not in", kept)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    });
  }

  forgetResolved(before: number): Promise<number> {
    return guarded(async () => {
      const result = await this.#writer.deleteFrom("quarantine").where("resolvedAt", "<", before).executeTakeFirst();
      return Number(result.numDeletedRows);
    });
  }

  forgetSamples(contractId: ContractId, before: number): Promise<number> {
    return guarded(async () => {
      const result = await this.#writer
        .deleteFrom("availabilitySample")
        .where("contractId", "=", contractId)
        .where("at", "<", before)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    });
  }

  orders(filter: OrderPageFilter): Promise<WorkOrder[]> {
    return guarded(() => ordersBefore(this.#reader, filter));
  }

  countOrders(filter: OrderPageFilter): Promise<number> {
    return guarded(() => countOrders(this.#reader, filter));
  }

  findOrder(id: string): Promise<WorkOrder | undefined> {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("workOrder").selectAll().where("id", "=", id).executeTakeFirst();
      return row && decodeRow("workOrder", row);
    });
  }

  orderHeads(after: string, limit: number): Promise<OrderHead[]> {
    return guarded(() => orderHeads(this.#reader, after, limit));
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

  closedOrdersOf(vendorId: OrganisationId, since: number, limit: number): Promise<WorkOrder[]> {
    return guarded(() => closedOrdersOf(this.#reader, vendorId, since, limit));
  }

  linksOfOrder(orderId: string): Promise<OrderLink[]> {
    return guarded(() => linksOfOrder(this.#reader, orderId));
  }

  ordersReopening(orderId: string): Promise<WorkOrder[]> {
    return guarded(async () => {
      const rows = await this.#reader.selectFrom("workOrder").selectAll().where("reopens", "=", orderId).execute();
      return rows.map((row) => decodeRow("workOrder", row));
    });
  }

  alarms(filter: AlarmPageFilter): Promise<StoredAlarm[]> {
    return guarded(() => alarmsBefore(this.#reader, filter));
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

  evidenceUses(digest: string): Promise<EvidenceUse[]> {
    return guarded(() => evidenceUses(this.#reader, digest));
  }

  audit(filter: AuditFilter, limit: number): Promise<AuditEvent[]> {
    return guarded(() => auditPage(this.#reader, filter, limit));
  }

  auditAfter(seq: number, limit: number): Promise<AuditEvent[]> {
    return guarded(() => auditAfter(this.#reader, seq, limit));
  }

  pastFaults(of: Parameters<HistoryStore["pastFaults"]>[0]): Promise<PastFault[]> {
    return guarded(() => pastFaults(this.#reader, of));
  }

  unusedCodes(kioskIds: readonly KioskId[], at: number): Promise<StoredEnrolmentCode[]> {
    return guarded(async () => {
      const codes: StoredEnrolmentCode[] = [];
      for (let from = 0; from < kioskIds.length; from += idsPerQuery) {
        codes.push(...(await unusedCodes(this.#reader, kioskIds.slice(from, from + idsPerQuery), at)));
      }
      return codes;
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
