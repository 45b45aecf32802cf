// 问题复盘 and 应急演练: recurring faults as one thing to be understood, and the drills of a year.
import type {
  ContractId,
  DrillList,
  DrillView,
  ErrorCode,
  NewDrill,
  NewProblem,
  ProblemChange,
  ProblemList,
  ProblemQuery,
  ProblemView,
} from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, contractsOf } from "../domain/account/caller.ts";
import { drillsAYear, lacks, type Problem } from "../domain/problem/problem.ts";
import { dayStart, localDay, monthStart } from "../domain/sla/local-day.ts";
import { minuteMs } from "../domain/time.ts";
import type { WorkOrder } from "../domain/work-order/work-order.ts";
import type { Answer } from "../fleet-api.ts";
import type { ProblemHistory } from "../guarantee-ports.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import { InTurn } from "./in-turn.ts";

export interface ProblemApi {
  list(by: Caller, query: z.output<typeof ProblemQuery>): Promise<ProblemList>;
  read(by: Caller, id: string): Promise<Answer<ProblemView>>;
  open(by: Caller, input: z.output<typeof NewProblem>): Promise<Answer<ProblemView>>;
  change(by: Caller, id: string, change: z.output<typeof ProblemChange>): Promise<Answer<ProblemView>>;
  drills(by: Caller, contract: ContractId): Promise<Answer<DrillList>>;
  enterDrill(by: Caller, contract: ContractId, input: z.output<typeof NewDrill>): Promise<Answer<DrillView>>;
}

/** Clocks of two machines differ a little; more than this is a drill that has not been yet. */
const aheadMs = 5 * minuteMs;
const drillsListed = 200;

export class ProblemDesk implements ProblemApi {
  readonly #o: {
    readonly state: FleetState;
    readonly history: ProblemHistory;
    readonly orders: Pick<HistoryStore, "findOrder">;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly newId: () => string;
  };
  readonly #turns = new InTurn();

  constructor(options: {
    state: FleetState;
    history: ProblemHistory;
    orders: Pick<HistoryStore, "findOrder">;
    commit: GroupCommit;
    clock: Clock;
    newId: () => string;
  }) {
    this.#o = options;
  }

  async list(
    by: Caller,
    { contract, kiosk, state, after, limit }: z.output<typeof ProblemQuery>,
  ): Promise<ProblemList> {
    const held = contractsOf(by, "report.read");
    const isInReach = contract !== undefined && (held === "all" || held.has(contract));
    const reach = contract === undefined ? held : new Set(isInReach ? [contract] : []);
    const rows = await this.#o.history.page({
      ...{ reach, kioskId: kiosk, state: state === "all" ? undefined : state, after: markOf(after) },
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      at: this.#o.clock.now(),
      counts: await this.#o.history.counts(reach),
      problems: await Promise.all(page.map((problem) => this.#view(problem))),
      next: last !== undefined && rows.length > page.length ? `${last.openedAt}~${last.id}` : null,
    };
  }

  async read(_by: Caller, id: string): Promise<Answer<ProblemView>> {
    const found = await this.#o.history.find(id);
    return found === undefined ? refuse("resource.not-found", id) : { ok: true, value: await this.#view(found) };
  }

  async open(by: Caller, { kioskId, deviceId, orderIds }: z.output<typeof NewProblem>): Promise<Answer<ProblemView>> {
    const { state, commit, clock, newId } = this.#o;
    const kiosk = state.kiosk(kioskId);
    if (kiosk === undefined) return refuse("resource.not-found", kioskId);
    const orders = await this.#ordersOf(orderIds);
    const foreign = orderIds.find((id) => orders.find((order) => order.id === id)?.kioskId !== kioskId);
    if (foreign !== undefined) return refuse("resource.not-found", foreign);
    const at = clock.now();
    const { contractId } = kiosk.master;
    const problem: Problem = {
      ...{ id: newId(), contractId, kioskId, deviceId, openedHow: "entered", openedAt: at, state: "open" },
      ...{ orderIds: [...new Set(orderIds)], analysis: "", remedy: "", prevention: "", owner: by.name },
      ...{ meeting: null, closedAt: null, closedBy: null, version: 1 },
    };
    await commit.run((unit) => {
      unit.put("problem", problem);
      audit(unit, by, { action: "problem.change", target: problem.id, contractId, after: problem }, at);
    });
    return { ok: true, value: await this.#view(problem) };
  }

  change(by: Caller, id: string, change: z.output<typeof ProblemChange>): Promise<Answer<ProblemView>> {
    return this.#turns.run(id, async () => {
      const { history, clock, commit } = this.#o;
      const before = await history.find(id);
      if (before === undefined) return refuse("resource.not-found", id);
      const { seenVersion, ...values } = change;
      if (before.version !== seenVersion) return refuse("problem.stale", `${before.version}`);
      const missing = lacks(before, change);
      if (missing.length > 0) return refuse("problem.incomplete", missing.join(", "));
      const at = clock.now();
      const closing = values.state === "closed" ? { closedAt: at, closedBy: by.name } : {};
      const after: Problem = { ...before, ...values, ...closing, version: before.version + 1 };
      const { contractId } = before;
      await commit.run((unit) => {
        unit.put("problem", after);
        audit(unit, by, { action: "problem.change", target: id, contractId, before, after }, at);
      });
      return { ok: true, value: await this.#view(after) };
    });
  }

  async drills(_by: Caller, contract: ContractId): Promise<Answer<DrillList>> {
    const { clock, history, state } = this.#o;
    if (state.contract(contract) === undefined) return refuse("resource.not-found", contract);
    const at = clock.now();
    const year = new Date(at + 8 * 60 * minuteMs).getUTCFullYear();
    const first = dayStart(monthStart(localDay(Date.UTC(year, 0, 1))));
    const next = dayStart(monthStart(localDay(Date.UTC(year + 1, 0, 1))));
    const all = await history.drills(contract, 0, at + aheadMs, drillsListed);
    const done = all.filter((drill) => drill.at >= first && drill.at < next).length;
    return { ok: true, value: { at, drills: all, year: { year, done, owed: drillsAYear } } };
  }

  enterDrill(by: Caller, contractId: ContractId, input: z.output<typeof NewDrill>): Promise<Answer<DrillView>> {
    return this.#turns.run(input.id, async () => {
      const { clock, commit, history, state } = this.#o;
      if (state.contract(contractId) === undefined) return refuse("resource.not-found", contractId);
      const known = await history.findDrill(input.id);
      if (known !== undefined) {
        return known.contractId === contractId ? { ok: true, value: known } : refuse("resource.not-found", input.id);
      }
      const recordedAt = clock.now();
      if (input.at > recordedAt + aheadMs) return refuse("request.invalid", "at");
      const drill: DrillView = { ...input, contractId, by: by.name, recordedAt };
      await commit.run((unit) => {
        unit.put("drill", drill);
        for (const digest of drill.evidence) {
          unit.put("evidenceUse", { digest, place: `contract:${contractId}`, at: recordedAt });
        }
        audit(
          unit,
          by,
          { action: "problem.change", target: `drill:${drill.id}`, contractId, after: drill },
          recordedAt,
        );
      });
      return { ok: true, value: drill };
    });
  }

  async #ordersOf(ids: readonly string[]): Promise<WorkOrder[]> {
    const found = await Promise.all(
      ids.map(async (id) => this.#o.state.openOrder(id)?.order ?? (await this.#o.orders.findOrder(id))),
    );
    return found.flatMap((order) => order ?? []);
  }

  async #view(problem: Problem): Promise<ProblemView> {
    const { orderIds, ...told } = problem;
    const master = this.#o.state.kiosk(problem.kioskId)?.master;
    const orders = await this.#ordersOf(orderIds);
    return {
      ...told,
      kioskSeq: master?.seq ?? 0,
      kioskName: master?.name ?? problem.kioskId,
      orders: orders
        .map(({ id, number, reportedAt, titleZh, titleEn }) => ({ id, number, reportedAt, titleZh, titleEn }))
        .sort((a, b) => a.reportedAt - b.reportedAt),
    };
  }
}

function markOf(text: string | undefined): { openedAt: number; id: string } | undefined {
  const [openedAt, ...id] = (text ?? "").split("~");
  const mark = { openedAt: Number(openedAt), id: id.join("~") };
  return mark.id !== "" && Number.isSafeInteger(mark.openedAt) ? mark : undefined;
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
