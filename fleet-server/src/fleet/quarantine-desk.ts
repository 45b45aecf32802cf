// 隔离区: messages that could not be understood. Looked at, put through the steps again after a fix, or discarded with a reason;
// what was resolved stays for its time, marked, and nothing is ever lost by an act.
import type {
  ContractId,
  DiscardQuarantined,
  ErrorCode,
  QuarantineBulk,
  QuarantineDetail,
  QuarantineList,
  QuarantineListQuery,
  QuarantineTouched,
  ReplayResult,
  Right,
} from "@kiosk/contract";
import { KioskId } from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, contractsOf, may } from "../domain/account/caller.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { replay } from "../ingest/replay.ts";
import type { IngestCounters, IngestRules } from "../ingest/uplink.ts";
import { blamesRecord, type Clock, type FaultHistory, type HistoryStore, StoreError } from "../ports.ts";
import type { QuarantinedMessage } from "../tables.ts";
import { quarantineDetail, quarantineRow } from "./quarantine-view.ts";

export interface QuarantineApi {
  list(by: Caller, query: z.infer<typeof QuarantineListQuery>): Promise<QuarantineList>;
  find(id: string): Promise<Answer<QuarantineDetail>>;
  replay(by: Caller, id: string): Promise<Answer<ReplayResult>>;
  discard(by: Caller, id: string, request: DiscardQuarantined): Promise<Answer<QuarantineDetail>>;
  /** Each by itself; what is not in reach is not found. */
  bulk(by: Caller, request: QuarantineBulk): Promise<QuarantineTouched>;
}

interface QuarantineDeskParts {
  readonly state: FleetState;
  readonly history: HistoryStore;
  readonly faultHistory: FaultHistory;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly rules: IngestRules;
  readonly counters: IngestCounters;
}

const listLimit = 200;
const right: Right = "quarantine.resolve";

export class QuarantineDesk implements QuarantineApi {
  readonly #o: QuarantineDeskParts;

  constructor(parts: QuarantineDeskParts) {
    this.#o = parts;
  }

  async list(by: Caller, query: z.infer<typeof QuarantineListQuery>): Promise<QuarantineList> {
    const reach = contractsOf(by, "quarantine.read");
    const rows = await this.#o.faultHistory.quarantine({
      reach,
      resolved: query.view === "resolved",
      ...(query.reason === undefined ? {} : { reason: query.reason }),
      ...(query.kiosk === undefined ? {} : { kioskId: query.kiosk }),
      limit: listLimit,
    });
    const { waiting, resolved, reasons } = await this.#o.faultHistory.quarantineCounts(reach);
    const discarded = Number(this.#o.state.meta("quarantineDiscarded") ?? "0");
    const total = waiting + resolved;
    const at = this.#o.clock.now();
    return { at, total, waiting, resolved, discarded, reasons: [...reasons], rows: rows.map(quarantineRow) };
  }

  async find(id: string): Promise<Answer<QuarantineDetail>> {
    const row = await this.#o.history.findQuarantined(id);
    return row === undefined ? missing(id) : { ok: true, value: quarantineDetail(row) };
  }

  async replay(by: Caller, id: string): Promise<Answer<ReplayResult>> {
    const row = await this.#o.history.findQuarantined(id);
    return row === undefined ? missing(id) : { ok: true, value: await this.#replayOne(by, row) };
  }

  async discard(by: Caller, id: string, { reason }: DiscardQuarantined): Promise<Answer<QuarantineDetail>> {
    const row = await this.#o.history.findQuarantined(id);
    if (row === undefined) return missing(id);
    if (row.resolution !== null) return { ok: false, code: "quarantine.resolved", detail: id };
    return { ok: true, value: quarantineDetail(await this.#discardOne(by, row, reason)) };
  }

  async bulk(by: Caller, request: QuarantineBulk): Promise<QuarantineTouched> {
    const results: QuarantineTouched["results"] = [];
    for (const id of new Set(request.ids)) {
      const row = await this.#o.history.findQuarantined(id);
      if (row === undefined || !may(by, right, { contractId: this.#contractOf(row) })) {
        results.push({ id, outcome: "not-found", reason: null, detail: "" });
      } else if (row.resolution !== null) {
        results.push({ id, outcome: "resolved-before", reason: null, detail: row.resolvedBy ?? "" });
      } else if (request.act === "replay") {
        results.push(await this.#replayOne(by, row));
      } else {
        await this.#discardOne(by, row, request.reason);
        results.push({ id, outcome: "discarded", reason: null, detail: request.reason });
      }
    }
    return { at: this.#o.clock.now(), results };
  }

  async #replayOne(by: Caller, row: QuarantinedMessage): Promise<ReplayResult> {
    const { id } = row;
    if (row.resolution !== null) return { id, outcome: "resolved-before", reason: null, detail: row.resolvedBy ?? "" };
    if (row.payload.byteLength < row.bytes) return { id, outcome: "cut", reason: null, detail: "" };
    const { commit, clock, rules, counters } = this.#o;
    try {
      return await commit.run((unit) => {
        const at = clock.now();
        const outcome = replay(row, unit, rules, counters);
        const result: ReplayResult = { id, ...outcome };
        if (outcome.reason === null) {
          unit.put("quarantine", {
            ...row,
            resolution: "replayed",
            resolvedAt: at,
            resolvedBy: by.name,
            resolvedWhy: outcome.outcome,
          });
        } else unit.put("quarantine", { ...row, reason: outcome.reason, detail: outcome.detail.slice(0, 500) });
        unit.touchedQuarantine = true;
        const { reason: before } = row;
        audit(
          unit,
          by,
          { action: right, target: id, contractId: this.#contractOf(row), before: { reason: before }, after: result },
          at,
        );
        return result;
      });
    } catch (error) {
      if (error instanceof StoreError && !blamesRecord(error)) throw error;
      return this.#stillBroken(by, row, "wire.processing", error instanceof Error ? error.message : String(error));
    }
  }

  /** Nothing of the try is kept but that it was made. */
  #stillBroken(by: Caller, row: QuarantinedMessage, reason: ErrorCode, detail: string): Promise<ReplayResult> {
    const at = this.#o.clock.now();
    const result: ReplayResult = { id: row.id, outcome: "refused", reason, detail };
    return this.#o.commit.run((unit) => {
      unit.put("quarantine", { ...row, reason, detail: detail.slice(0, 500) });
      unit.touchedQuarantine = true;
      const contractId = this.#contractOf(row);
      audit(unit, by, { action: right, target: row.id, contractId, before: { reason: row.reason }, after: result }, at);
      return result;
    });
  }

  async #discardOne(by: Caller, row: QuarantinedMessage, reason: string): Promise<QuarantinedMessage> {
    const at = this.#o.clock.now();
    const after: QuarantinedMessage = {
      ...row,
      resolution: "discarded",
      resolvedAt: at,
      resolvedBy: by.name,
      resolvedWhy: reason,
    };
    await this.#o.commit.run((unit) => {
      unit.put("quarantine", after);
      unit.touchedQuarantine = true;
      const contractId = this.#contractOf(row);
      const facts = { action: right, target: row.id, contractId, before: { reason: row.reason }, after: { reason } };
      audit(unit, by, facts, at);
    });
    return after;
  }

  /** null: of no known terminal, and then for whoever holds the right without a contract. */
  #contractOf({ kioskId }: QuarantinedMessage): ContractId | null {
    const parsed = KioskId.safeParse(kioskId);
    return (parsed.success ? this.#o.state.kiosk(parsed.data)?.master.contractId : undefined) ?? null;
  }
}

function missing(what: string): { ok: false; code: "resource.not-found"; detail: string } {
  return { ok: false, code: "resource.not-found", detail: what };
}
