// Reads of inspections. The same on SQLite and PostgreSQL; lists begin at a mark and read no further than their page.
import type { ContractId, InspectionKind, KioskId } from "@kiosk/contract";
import type { Kysely, SelectQueryBuilder } from "kysely";
import type {
  ChecklistRef,
  StoredCheck,
  StoredChecklist,
  StoredInspectionRules,
  StoredWaiver,
} from "../domain/inspection/records.ts";
import type { Millis } from "../domain/time.ts";
import type { Completion, InspectionHistory, InspectionPageFilter, InspectionWithReport } from "../inspection-ports.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

/** A count comes as number, text or bigint, as the driver likes. */
type Count = number | string | bigint;
const idsPerQuery = 500;
/** reports in these states have not been handed over */
const unfiledStates = ["none", "draft", "reviewed"] as const;

export class KyselyInspectionHistory implements InspectionHistory {
  readonly #reader: Kysely<Database>;

  constructor(reader: Kysely<Database>) {
    this.#reader = reader;
  }

  rules(contractId: ContractId): Promise<StoredInspectionRules[]> {
    return guarded(async () => {
      const query = this.#reader.selectFrom("inspectionRules").selectAll().where("contractId", "=", contractId);
      const rows = await query.orderBy("version").execute();
      return rows.map((row) => decodeRow("inspectionRules", row));
    });
  }

  checklists(contractId?: ContractId): Promise<StoredChecklist[]> {
    return guarded(async () => {
      const scopes = contractId === undefined ? ([""] as const) : (["", contractId] as const);
      const query = this.#reader.selectFrom("checklist").selectAll().where("scope", "in", scopes);
      const rows = await query.orderBy("id").orderBy("version").execute();
      return rows.map((row) => decodeRow("checklist", row));
    });
  }

  findChecklists(refs: readonly ChecklistRef[]): Promise<StoredChecklist[]> {
    return guarded(async () => {
      if (refs.length === 0) return [];
      const ids = [...new Set(refs.map(({ id }) => id))];
      const rows = await this.#reader.selectFrom("checklist").selectAll().where("id", "in", ids).execute();
      const lists = rows.map((row) => decodeRow("checklist", row));
      return refs.flatMap(
        ({ scope, id, version }) =>
          lists.find((list) => list.scope === scope && list.id === id && list.version === version) ?? [],
      );
    });
  }

  async find(id: string): Promise<InspectionWithReport | undefined> {
    return (await this.findMany([id]))[0];
  }

  findMany(ids: readonly string[]): Promise<InspectionWithReport[]> {
    return guarded(async () => {
      const found: InspectionWithReport[] = [];
      for (let from = 0; from < ids.length; from += idsPerQuery) {
        const part = ids.slice(from, from + idsPerQuery);
        const rows = await this.#reader.selectFrom("inspection").selectAll().where("id", "in", part).execute();
        found.push(...(await this.#withReports(rows)));
      }
      return found;
    });
  }

  checks(inspectionId: string): Promise<StoredCheck[]> {
    return this.checksOf([inspectionId]);
  }

  checksOf(inspectionIds: readonly string[]): Promise<StoredCheck[]> {
    return guarded(async () => {
      const found: StoredCheck[] = [];
      for (let from = 0; from < inspectionIds.length; from += idsPerQuery) {
        const part = inspectionIds.slice(from, from + idsPerQuery);
        const query = this.#reader.selectFrom("inspectionCheck").selectAll().where("inspectionId", "in", part);
        const rows = await query.orderBy("inspectionId").orderBy("seq").execute();
        found.push(...rows.map((row) => decodeRow("inspectionCheck", row)));
      }
      return found;
    });
  }

  openAt(kioskId: KioskId): Promise<InspectionWithReport[]> {
    return guarded(async () => {
      const query = this.#reader.selectFrom("inspection").selectAll().where("kioskId", "=", kioskId);
      return this.#withReports(await query.where("state", "=", "open").orderBy("startedAt").execute());
    });
  }

  checksOfOrders(kioskId: KioskId, orderIds: readonly string[]): Promise<StoredCheck[]> {
    return guarded(async () => {
      if (orderIds.length === 0) return [];
      const query = this.#reader.selectFrom("inspectionCheck").selectAll().where("kioskId", "=", kioskId);
      const rows = await query.where("orderId", "in", orderIds).execute();
      return rows.map((row) => decodeRow("inspectionCheck", row));
    });
  }

  page(filter: InspectionPageFilter): Promise<InspectionWithReport[]> {
    return guarded(async () => {
      let query = this.#matching(this.#reader.selectFrom("inspection").selectAll("inspection"), filter);
      const { after } = filter;
      if (after !== undefined) {
        const { startedAt, id } = after;
        // the first condition alone is what the index can use
        query = query
          .where("inspection.startedAt", "<=", startedAt)
          .where((eb) => eb.or([eb("inspection.startedAt", "<", startedAt), eb("inspection.id", "<", id)]));
      }
      const sorted = query.orderBy("inspection.startedAt", "desc").orderBy("inspection.id", "desc");
      return this.#withReports(await sorted.limit(filter.limit).execute());
    });
  }

  count(filter: Omit<InspectionPageFilter, "after" | "limit">): Promise<number> {
    return guarded(async () => {
      const query = this.#reader.selectFrom("inspection").select((eb) => eb.fn.countAll<Count>().as("n"));
      return Number((await this.#matching(query, filter).executeTakeFirstOrThrow()).n);
    });
  }

  completions(contractId: ContractId, since: Millis, kioskId?: KioskId): Promise<Completion[]> {
    return guarded(async () => {
      let query = this.#reader
        .selectFrom("inspection")
        .select(["completedAt", "kind", "kioskId", "id"])
        .where("contractId", "=", contractId)
        .where("state", "=", "completed")
        .where("completedAt", ">=", since);
      if (kioskId !== undefined) query = query.where("kioskId", "=", kioskId);
      const rows = await query.orderBy("completedAt").execute();
      return rows.map((row) => ({ ...row, completedAt: Number(row.completedAt) }));
    });
  }

  inspectedIn(contractId: ContractId, kind: InspectionKind, from: Millis, to: Millis): Promise<KioskId[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("inspection")
        .select("kioskId")
        .distinct()
        .where("contractId", "=", contractId)
        .where("state", "=", "completed")
        .where("completedAt", ">=", from)
        .where("completedAt", "<=", to)
        .where("kind", "=", kind)
        .execute();
      return rows.map((row) => row.kioskId);
    });
  }

  waivers(contractId: ContractId): Promise<StoredWaiver[]> {
    return guarded(async () => {
      const query = this.#reader.selectFrom("inspectionWaiver").selectAll().where("contractId", "=", contractId);
      const rows = await query.orderBy("at", "desc").execute();
      return rows.map((row) => decodeRow("inspectionWaiver", row));
    });
  }

  #matching<O>(
    from: SelectQueryBuilder<Database, "inspection", O>,
    filter: Omit<InspectionPageFilter, "after" | "limit">,
  ): SelectQueryBuilder<Database, "inspection", O> {
    const { reach, contract, kiosk, kind, state, unfiled, completedFrom, completedBefore } = filter;
    let query = from;
    if (reach !== "all") query = query.where("inspection.contractId", "in", [...reach]);
    if (contract !== undefined) query = query.where("inspection.contractId", "=", contract);
    if (kiosk !== undefined) query = query.where("inspection.kioskId", "=", kiosk);
    if (kind !== undefined) query = query.where("inspection.kind", "=", kind);
    if (state !== undefined) query = query.where("inspection.state", "=", state);
    if (completedFrom !== undefined) query = query.where("inspection.completedAt", ">=", completedFrom);
    if (completedBefore !== undefined) query = query.where("inspection.completedAt", "<", completedBefore);
    if (unfiled === undefined) return query;
    return (
      query
        .where("inspection.state", "=", "completed")
        .where("inspection.completedAt", "<", unfiled.before)
        // by the few reports that are open, and not by the many inspections
        .where("inspection.id", "in", (eb) =>
          eb.selectFrom("inspectionReport").select("inspectionId").where("inspectionReport.state", "in", unfiledStates),
        )
    );
  }

  async #withReports(rows: readonly Database["inspection"][]): Promise<InspectionWithReport[]> {
    const ids = rows.map((row) => row.id);
    const found =
      ids.length === 0
        ? []
        : await this.#reader.selectFrom("inspectionReport").selectAll().where("inspectionId", "in", ids).execute();
    const reports = new Map(found.map((row) => [row.inspectionId, decodeRow("inspectionReport", row)]));
    return rows.map((row) => ({
      inspection: decodeRow("inspection", row),
      report: reports.get(row.id) ?? null,
    }));
  }
}
