// Reads of reports, and of what they count. The same on SQLite and PostgreSQL; what grows with the fleet is read page by page.
import type { ContractId, KioskId, ReportKind } from "@kiosk/contract";
import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { PresenceChange } from "../domain/report/availability.ts";
import type {
  ReportDraft,
  ReportEventRecord,
  ReportRecord,
  ReportTexts,
  TemplateRecord,
} from "../domain/report/records.ts";
import { dayMs, type Millis } from "../domain/time.ts";
import { closedStates, type WorkOrder } from "../domain/work-order/work-order.ts";
import type { AlarmCount, PastRaise, ReportHistory, ReportPageFilter } from "../report-ports.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

type Count = number | string | bigint;
type Span = readonly [from: Millis, to: Millis];
const filed = ["filed", "acknowledged"] as const;
const unfiled = ["draft", "reviewed"] as const;
/** due "soon" */
const soonMs = 3 * dayMs;
/** `refId` of a line of presence when a terminal comes; everything else of its kind says that it went */
const cameOnline = "online";

export class KyselyReportHistory implements ReportHistory {
  readonly #reader: Kysely<Database>;

  constructor(reader: Kysely<Database>) {
    this.#reader = reader;
  }

  find(id: string): Promise<ReportRecord | undefined> {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("reportHead").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : decodeRow("reportHead", row);
    });
  }

  findBy(contractId: ContractId, kind: ReportKind, period: string, subjectId: string) {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("reportHead")
        .selectAll()
        .where("contractId", "=", contractId)
        .where("kind", "=", kind)
        .where("period", "=", period)
        .where("subjectId", "=", subjectId)
        .executeTakeFirst();
      return row === undefined ? undefined : decodeRow("reportHead", row);
    });
  }

  page(filter: ReportPageFilter): Promise<ReportRecord[]> {
    return guarded(async () => {
      if (seesNothing(filter)) return [];
      let query = this.#matching(this.#reader.selectFrom("reportHead").selectAll(), filter);
      const { after } = filter;
      if (after !== undefined) {
        query = query
          .where("toDay", "<=", after.toDay)
          .where((eb) => eb.or([eb("toDay", "<", after.toDay), eb("id", "<", after.id)]));
      }
      const rows = await query.orderBy("toDay", "desc").orderBy("id", "desc").limit(filter.limit).execute();
      return rows.map((row) => decodeRow("reportHead", row));
    });
  }

  count(filter: Omit<ReportPageFilter, "after" | "limit">): Promise<number> {
    return guarded(async () => {
      if (seesNothing(filter)) return 0;
      const query = this.#reader.selectFrom("reportHead").select((eb) => eb.fn.countAll<Count>().as("n"));
      return Number((await this.#matching(query, filter).executeTakeFirstOrThrow()).n);
    });
  }

  numbers(contractId: ContractId, stem: string): Promise<string[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("reportHead")
        .select("number")
        .where("contractId", "=", contractId)
        // stems are letters, digits and hyphens: nothing in them stands for anything else
        .where("number", "like", `${stem}%`)
        .execute();
      return rows.map(({ number }) => number);
    });
  }

  draft(reportId: string, version: number): Promise<ReportDraft | undefined> {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("reportDraft")
        .selectAll()
        .where("reportId", "=", reportId)
        .where("version", "=", version)
        .executeTakeFirst();
      return row === undefined ? undefined : decodeRow("reportDraft", row);
    });
  }

  drafts(reportId: string): Promise<Omit<ReportDraft, "figures">[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("reportDraft")
        .select(["reportId", "version", "asOf", "logSeq", "logHash", "templateVersion", "by", "name", "at", "note"])
        .where("reportId", "=", reportId)
        .orderBy("version", "desc")
        .execute();
      return rows.map((row) => ({
        ...row,
        version: Number(row.version),
        asOf: Number(row.asOf),
        logSeq: Number(row.logSeq),
        templateVersion: Number(row.templateVersion),
        at: Number(row.at),
      }));
    });
  }

  texts(reportId: string, textVersion: number): Promise<ReportTexts | undefined> {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("reportText")
        .selectAll()
        .where("reportId", "=", reportId)
        .where("textVersion", "=", textVersion)
        .executeTakeFirst();
      return row === undefined ? undefined : decodeRow("reportText", row);
    });
  }

  textsOfVersion(reportId: string, version: number): Promise<ReportTexts | undefined> {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("reportText")
        .selectAll()
        .where("reportId", "=", reportId)
        .where("version", "<=", version)
        .orderBy("textVersion", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : decodeRow("reportText", row);
    });
  }

  events(reportId: string): Promise<ReportEventRecord[]> {
    return guarded(async () => {
      const query = this.#reader.selectFrom("reportEvent").selectAll().where("reportId", "=", reportId);
      return (await query.orderBy("seq").execute()).map((row) => decodeRow("reportEvent", row));
    });
  }

  templates(contractId: ContractId): Promise<TemplateRecord[]> {
    return guarded(async () => {
      const query = this.#reader.selectFrom("reportTemplate").selectAll().where("contractId", "=", contractId);
      const rows = await query.orderBy("kind").orderBy("version").execute();
      return rows.map((row) => decodeRow("reportTemplate", row));
    });
  }

  logHead(asOf: Millis): Promise<{ logSeq: number; hash: string } | undefined> {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("workOrderEvent")
        .select(["logSeq", "hash"])
        .where("recordedAt", "<=", asOf)
        .orderBy("logSeq", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : { logSeq: Number(row.logSeq), hash: row.hash };
    });
  }

  ordersTouching(contractId: ContractId, [from, to]: Span, after: string, limit: number): Promise<WorkOrder[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("workOrder")
        .selectAll()
        .where("contractId", "=", contractId)
        .where("reportedAt", "<", to)
        .where((eb) => eb.or([eb("state", "not in", closedStates), eb("updatedAt", ">=", from)]))
        .where("id", ">", after)
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map((row) => decodeRow("workOrder", row));
    });
  }

  raises(contractId: ContractId, [from, to]: Span, after: string, limit: number): Promise<PastRaise[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("fault")
        .select(["id", "kioskId", "deviceId", "code", "part", "raisedAt", "clearedAt", "occurrences"])
        .where("kioskId", "in", this.#kiosksOf(contractId))
        .where("raisedAt", "<", to)
        .where((eb) => eb.or([eb("clearedAt", "is", null), eb("clearedAt", ">=", from)]))
        .where("id", ">", after)
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.flatMap((row) => {
        if (row.raisedAt === null) return [];
        const clearedAt = row.clearedAt === null ? null : Number(row.clearedAt);
        return [{ ...row, raisedAt: Number(row.raisedAt), clearedAt, occurrences: Number(row.occurrences) }];
      });
    });
  }

  presence(contractId: ContractId, from: Millis, after: string, limit: number) {
    return guarded(async () => {
      const kiosks = this.#reader
        .selectFrom("kiosk")
        .select("id")
        .where("contractId", "=", contractId)
        .where(sql<boolean>`${sql.ref("id")} > ${after}`)
        .orderBy("id")
        .limit(limit);
      const ids = (await kiosks.execute()).map(({ id }) => id);
      if (ids.length === 0) return [];
      const rows = await this.#reader
        .selectFrom("timeline")
        .select(["kioskId", "at", "refId"])
        .where("kioskId", "in", ids)
        .where("kind", "=", "presence")
        .where("at", ">=", from)
        .orderBy("kioskId")
        .orderBy("at")
        .orderBy("recordedAt")
        .execute();
      const changes = new Map<KioskId, PresenceChange[]>(ids.map((id) => [id, []]));
      for (const { kioskId, at, refId } of rows) {
        changes.get(kioskId)?.push({ at: Number(at), online: refId === cameOnline });
      }
      return [...changes].map(([kioskId, of]) => ({ kioskId, changes: of }));
    });
  }

  undrafted(limit: number): Promise<{ id: string; contractId: ContractId }[]> {
    return guarded(() =>
      this.#reader
        .selectFrom("inspection")
        .select(["inspection.id", "inspection.contractId"])
        .where("inspection.state", "=", "completed")
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("inspectionReport")
                .select("inspectionReport.inspectionId")
                .whereRef("inspectionReport.inspectionId", "=", "inspection.id")
                .where("inspectionReport.state", "<>", "none"),
            ),
          ),
        )
        .orderBy("inspection.completedAt")
        .limit(limit)
        .execute(),
    );
  }

  firstSample(contractId: ContractId): Promise<Millis | null> {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("availabilitySample")
        .select("at")
        .where("contractId", "=", contractId)
        .orderBy("at")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : Number(row.at);
    });
  }

  samplesIn(contractId: ContractId, [from, to]: Span) {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("availabilitySample")
        .select(["at", "open", "online"])
        .where("contractId", "=", contractId)
        .where("at", ">=", from)
        .where("at", "<", to)
        .orderBy("at")
        .execute();
      return rows.map(({ at, open, online }) => ({ at: Number(at), open: Number(open), online: Number(online) }));
    });
  }

  alarmCounts(contractId: ContractId, [from, to]: Span): Promise<AlarmCount[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("alarm")
        .select((eb) => ["level", "late", eb.fn.countAll<Count>().as("n")])
        .where("contractId", "=", contractId)
        .where("firedAt", ">=", from)
        .where("firedAt", "<", to)
        .groupBy(["level", "late"])
        .execute();
      const levels = Map.groupBy(rows, ({ level }) => level);
      return [...levels].map(([level, of]) => ({
        level,
        n: of.reduce((sum, { n }) => sum + Number(n), 0),
        late: of.filter(({ late }) => Number(late) === 1).reduce((sum, { n }) => sum + Number(n), 0),
      }));
    });
  }

  #kiosksOf(contractId: ContractId) {
    return this.#reader.selectFrom("kiosk").select("id").where("contractId", "=", contractId);
  }

  #matching<O>(
    base: SelectQueryBuilder<Database, "reportHead", O>,
    filter: Omit<ReportPageFilter, "after" | "limit">,
  ): SelectQueryBuilder<Database, "reportHead", O> {
    const { reach, contract, kind, state, kiosk, subject, due, from, to, at } = filter;
    let query = base;
    if (reach !== "all") query = query.where("contractId", "in", [...reach]);
    if (contract !== undefined) query = query.where("contractId", "=", contract);
    if (kind !== undefined) query = query.where("kind", "=", kind);
    if (state !== undefined) query = query.where("state", "=", state);
    if (kiosk !== undefined) query = query.where("kioskId", "=", kiosk);
    if (subject !== undefined) query = query.where("subjectId", "=", subject);
    if (from !== undefined) query = query.where("toDay", ">=", from);
    if (to !== undefined) query = query.where("fromDay", "<=", to);
    switch (due) {
      case undefined:
        return query;
      case "open":
        return query.where("state", "in", unfiled).where("filedAt", "is", null);
      case "overdue":
        return query.where("state", "in", unfiled).where("filedAt", "is", null).where("dueAt", "<", at);
      case "soon":
        return query
          .where("state", "in", unfiled)
          .where("filedAt", "is", null)
          .where("dueAt", ">=", at)
          .where("dueAt", "<", at + soonMs);
      case "late":
        return query.where("state", "in", filed).whereRef("filedAt", ">", "dueAt");
    }
  }
}

/** PostgreSQL has no empty list. */
function seesNothing({ reach }: Pick<ReportPageFilter, "reach">): boolean {
  return reach !== "all" && reach.size === 0;
}
