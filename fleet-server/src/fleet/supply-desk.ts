// What people ask and tell about supplies: forecasts, replacement tasks, swaps, and what the contract set about them.
import {
  type ContractId,
  DeviceId,
  type ErrorCode,
  type ForecastList,
  type ForecastQuery,
  KioskId,
  type NewTask,
  type ReplacementTask,
  type SupplyDays,
  type SupplyForecast,
  type SupplyHistoryQuery,
  type SupplySettingChange,
  type SupplySettings,
  type SupplySwap,
  type SwapEntry,
  type SwapList,
  type SwapQuery,
  type TaskList,
  type TaskQuery,
} from "@kiosk/contract";
import { consumableKinds } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { type Caller, contractsOf } from "../domain/account/caller.ts";
import { consumableKey } from "../domain/consumable/consumable.ts";
import { daysOf } from "../domain/consumable/supply-days.ts";
import { consumableView } from "../domain/kiosk/view.ts";
import { localDay, monthStart } from "../domain/sla/local-day.ts";
import { proposedSetting } from "../domain/supply/setting.ts";
import type { StoredForecast } from "../domain/supply/supply-forecast.ts";
import { isSameSupply, type Task } from "../domain/supply/task.ts";
import { dayMs } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { tell } from "../ingest/timeline.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { Clock } from "../ports.ts";
import type { SupplyApi } from "../supply-api.ts";
import type { SupplyHistory } from "../supply-ports.ts";
import type { InTurn } from "./in-turn.ts";
import type { SupplyCatalogue } from "./supply-catalogue.ts";
import { cursorOf, markOf } from "./supply-cursor.ts";
import type { SupplySwaps } from "./supply-swaps.ts";

/** How far back the days of a supply are shown. */
const shownMonths = 12;
const planLimit = 5000;

const ForecastCursor = z.tuple([z.int(), KioskId, DeviceId, z.enum(consumableKinds), z.string()]);

export class SupplyDesk implements SupplyApi {
  readonly #o: {
    readonly state: FleetState;
    readonly history: SupplyHistory;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly rules: IngestRules;
    readonly catalogue: SupplyCatalogue;
    readonly swaps: SupplySwaps;
    /** by terminal: tasks; by contract: settings */
    readonly kioskTurns: InTurn;
  };

  constructor(parts: {
    state: FleetState;
    history: SupplyHistory;
    commit: GroupCommit;
    clock: Clock;
    rules: IngestRules;
    catalogue: SupplyCatalogue;
    swaps: SupplySwaps;
    kioskTurns: InTurn;
  }) {
    this.#o = parts;
  }

  async forecasts(by: Caller, query: z.output<typeof ForecastQuery>): Promise<Answer<ForecastList>> {
    const { history, clock } = this.#o;
    const at = clock.now();
    const { contract: contractId, kiosk: kioskId, withinDays, limit } = query;
    const until = withinDays === undefined ? undefined : at + withinDays * dayMs;
    const filter = { reach: contractsOf(by, "supply.read"), contractId, kioskId, until };
    const after = query.after === undefined ? undefined : forecastMark(query.after);
    if (after === "bad") return refuse("request.invalid", "after");
    const [rows, total] = await Promise.all([
      history.forecasts({ ...filter, after, limit: limit + 1 }),
      history.countForecasts(filter),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = last === undefined || rows.length <= limit ? null : forecastCursor(last);
    return { ok: true, value: { at, total, supplies: await this.#views(page), next } };
  }

  async #views(rows: readonly StoredForecast[]): Promise<SupplyForecast[]> {
    const { state, history, catalogue } = this.#o;
    const kioskIds = [...new Set(rows.map((row) => row.kioskId))];
    const tasks = Map.groupBy(await history.openTasksOf(kioskIds), (task) => task.kioskId);
    const namers = new Map<ContractId, Awaited<ReturnType<SupplyCatalogue["namer"]>>>();
    const views: SupplyForecast[] = [];
    for (const row of rows) {
      const kiosk = state.kiosk(row.kioskId);
      const supply = kiosk?.consumables.get(consumableKey(row));
      if (kiosk === undefined || supply === undefined) continue;
      const { contractId, id: kioskId, seq: kioskSeq, name: kioskName } = kiosk.master;
      const namer = namers.get(contractId) ?? (await catalogue.namer(contractId));
      namers.set(contractId, namer);
      const { percent, value, unit, level, quality, observedAt, current } = consumableView(
        kiosk,
        supply,
        state.settings(contractId),
      );
      const { deviceId, consumable, part, method, basisDays, perDay, emptyAt, unknownWhy, computedAt } = row;
      views.push({
        ...{ contractId, kioskId, kioskSeq, kioskName, deviceId, consumable, part, item: namer(kiosk, row) },
        ...{ percent, value, unit, level, quality, counted: quality === "counted", observedAt, current },
        ...{ method, basisDays, perDay, emptyAt, unknownWhy, computedAt },
        taskId: tasks.get(kioskId)?.find((task) => isSameSupply(task, row))?.id ?? null,
      });
    }
    return views;
  }

  async tasks(by: Caller, query: z.output<typeof TaskQuery>): Promise<Answer<TaskList>> {
    const { history, clock } = this.#o;
    const { contract: contractId, kiosk: kioskId, state, limit } = query;
    const after = markOf(query.after);
    if (after === "bad") return refuse("request.invalid", "after");
    const filter = { reach: contractsOf(by, "supply.read"), contractId, kioskId, state };
    const [rows, total] = await Promise.all([
      history.tasks({ ...filter, after, limit: limit + 1 }),
      history.countTasks(filter),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const mark = last && (state === "open" ? last.dueAt : (last.closedAt ?? 0));
    const next = last === undefined || mark === undefined || rows.length <= limit ? null : cursorOf(mark, last.id);
    return { ok: true, value: { at: clock.now(), total, tasks: page.map((task) => this.#taskView(task)), next } };
  }

  async openTasks(contractId: ContractId): Promise<ReplacementTask[]> {
    const filter = { reach: "all", contractId, state: "open", limit: planLimit } as const;
    return (await this.#o.history.tasks(filter)).map((task) => this.#taskView(task));
  }

  #taskView(task: Task): ReplacementTask {
    const master = this.#o.state.kiosk(task.kioskId)?.master;
    return { ...task, kioskSeq: master?.seq ?? 0, kioskName: master?.name ?? task.kioskId };
  }

  openTask(by: Caller, kioskId: KioskId, input: z.output<typeof NewTask>): Promise<Answer<ReplacementTask>> {
    const { state, history, commit, clock, catalogue, kioskTurns, rules } = this.#o;
    return kioskTurns.run(kioskId, async () => {
      const kiosk = state.kiosk(kioskId);
      if (kiosk === undefined) return refuse("resource.not-found", kioskId);
      const known = await history.findTask(input.id);
      if (known !== undefined) return { ok: true, value: this.#taskView(known) };
      if (!kiosk.consumables.has(consumableKey(input))) return refuse("supply.not-on-terminal", consumableKey(input));
      const other = (await history.openTasksOf([kioskId])).find((task) => isSameSupply(task, input));
      if (other !== undefined) return refuse("supply.task-open", other.id);
      const { contractId } = kiosk.master;
      const item = (await catalogue.namer(contractId))(kiosk, input);
      return commit.run((unit) => {
        const at = clock.now();
        const task: Task = {
          ...{ ...input, contractId, kioskId, item, state: "open", reason: "entered", createdAt: at },
          ...{ closedAt: null, closedHow: null, closedBy: null },
        };
        unit.put("replacementTask", task);
        const zh = `新建更换任务：${item}（${by.name}）`;
        const en = `Replacement task opened: ${item} (${by.name})`;
        tell(unit, rules, kioskId, at, { kind: "consumable", zh, en, deviceId: input.deviceId, refId: task.id });
        audit(unit, by, { action: "kiosk.replace", target: task.id, contractId, after: input }, at);
        return { ok: true, value: this.#taskView(task) };
      });
    });
  }

  withdrawTask(by: Caller, kioskId: KioskId, id: string, reason: string): Promise<Answer<ReplacementTask>> {
    const { history, commit, clock, kioskTurns, rules } = this.#o;
    return kioskTurns.run(kioskId, async () => {
      const before = await history.findTask(id);
      if (before?.kioskId !== kioskId || before.state !== "open") return refuse("supply.task-closed", id);
      return commit.run((unit) => {
        const at = clock.now();
        const after: Task = { ...before, state: "cancelled", closedAt: at, closedHow: "withdrawn", closedBy: by.name };
        unit.put("replacementTask", after);
        const zh = `撤销更换任务：${before.item}（${by.name}：${reason}）`;
        const en = `Replacement task withdrawn: ${before.item} (${by.name}: ${reason})`;
        const { deviceId, contractId } = before;
        tell(unit, rules, kioskId, at, { kind: "consumable", zh, en, deviceId, refId: id });
        audit(unit, by, { action: "kiosk.replace", target: id, contractId, after: { withdrawn: reason } }, at);
        return { ok: true, value: this.#taskView(after) };
      });
    });
  }

  async swaps(by: Caller, query: z.output<typeof SwapQuery>): Promise<Answer<SwapList>> {
    const { contract: contractId, kiosk: kioskId, limit } = query;
    const before = markOf(query.after);
    if (before === "bad") return refuse("request.invalid", "after");
    const reach = contractsOf(by, "supply.read");
    const rows = await this.#o.history.swaps({ reach, contractId, kioskId, before, limit: limit + 1 });
    const swaps = rows.slice(0, limit);
    const last = swaps.at(-1);
    const next = last === undefined || rows.length <= limit ? null : cursorOf(last.at, last.id);
    return { ok: true, value: { at: this.#o.clock.now(), swaps, next } };
  }

  enterSwap(by: Caller, entry: z.output<typeof SwapEntry>): Promise<Answer<SupplySwap>> {
    return this.#o.swaps.enter(by, entry);
  }

  async history(by: Caller, kioskId: KioskId, of: z.output<typeof SupplyHistoryQuery>): Promise<Answer<SupplyDays>> {
    const { state, history, clock } = this.#o;
    const supply = state.kiosk(kioskId)?.consumables.get(consumableKey(of));
    if (supply === undefined) return refuse("supply.not-on-terminal", `${kioskId} ${consumableKey(of)}`);
    const at = clock.now();
    const today = localDay(at);
    const [months, swaps] = await Promise.all([
      history.months([kioskId], monthStart(today, -shownMonths)),
      history.swaps({ reach: contractsOf(by, "supply.read"), kioskId, limit: 200 }),
    ]);
    const own = months.filter((month) => isSameSupply(month, of) && month.unit === supply.unit);
    const { unit, capacity } = supply;
    const value = { at, unit, capacity, days: daysOf(own), swaps: swaps.filter((swap) => isSameSupply(swap, of)) };
    return { ok: true, value };
  }

  async settings(_by: Caller, contractId: ContractId): Promise<Answer<SupplySettings>> {
    const { state, history, clock } = this.#o;
    if (state.contract(contractId) === undefined) return refuse("resource.not-found", contractId);
    const versions = await history.settings(contractId);
    const current = versions.at(-1) ?? proposedSetting(contractId);
    return { ok: true, value: { at: clock.now(), current, history: versions.toReversed() } };
  }

  changeSettings(
    by: Caller,
    contractId: ContractId,
    change: z.output<typeof SupplySettingChange>,
  ): Promise<Answer<SupplySettings>> {
    const { state, history, commit, clock, kioskTurns } = this.#o;
    return kioskTurns.run(contractId, async () => {
      if (state.contract(contractId) === undefined) return refuse("resource.not-found", contractId);
      const before = (await history.settings(contractId)).at(-1);
      const { seenVersion, ...values } = change;
      if ((before?.version ?? 0) !== seenVersion) return refuse("setting.stale", `version ${before?.version ?? 0}`);
      await commit.run((unit) => {
        const at = clock.now();
        const after = { contractId, version: seenVersion + 1, ...values, by: by.name, at };
        unit.put("supplySetting", after);
        unit.touchedTerms = true;
        const facts = { target: "supply-setting", contractId, before: before ?? null, after };
        audit(unit, by, { action: "setting.change", ...facts }, at);
      });
      return this.settings(by, contractId);
    });
  }
}

function forecastCursor({ sortAt, kioskId, deviceId, consumable, part }: StoredForecast): string {
  return JSON.stringify([sortAt, kioskId, deviceId, consumable, part]);
}

function forecastMark(text: string) {
  const parsed = ForecastCursor.safeParse(jsonOf(text));
  if (!parsed.success) return "bad" as const;
  const [sortAt, kioskId, deviceId, consumable, part] = parsed.data;
  return { sortAt, kioskId, deviceId, consumable, part };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // no list of ours gave it, which is what the caller is told
    return undefined;
  }
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
