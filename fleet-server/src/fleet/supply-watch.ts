// Keeps the days of every supply, forecasts it, and opens and closes replacement tasks. A few terminals at a time: each is
// looked at when its day begins, when something was replaced, and an hour after its levels moved.
import type { SupplySetting, SupplySwap } from "@kiosk/contract";
import type { Consumable } from "../domain/consumable/consumable.ts";
import { consumableKey } from "../domain/consumable/consumable.ts";
import { dayKind, priorWeights } from "../domain/consumable/day-kind.ts";
import { forecastSupply } from "../domain/consumable/forecast.ts";
import { unfold, withDay } from "../domain/consumable/supply-days.ts";
import type { SupplyMonth } from "../domain/consumable/supply-month.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { consumableView } from "../domain/kiosk/view.ts";
import { dayStart, type LocalDay, localDay, monthStart } from "../domain/sla/local-day.ts";
import { publicationAt, type WorkingCalendar } from "../domain/sla/working-calendar.ts";
import { planTask, type SupplyFacts, type TaskStep } from "../domain/supply/plan-task.ts";
import { proposedSetting } from "../domain/supply/setting.ts";
import { neverAt, type StoredForecast } from "../domain/supply/supply-forecast.ts";
import { isSameSupply, type Task } from "../domain/supply/task.ts";
import { hourMs, type Millis } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { tell } from "../ingest/timeline.ts";
import type { Unit } from "../ingest/unit.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import type { SupplyHistory } from "../supply-ports.ts";
import type { InTurn } from "./in-turn.ts";
import type { SupplyCatalogue } from "./supply-catalogue.ts";
import { pastMonths } from "./supply-past.ts";

/** How much a forecast learns from. */
const learnMonths = 6;
const batchSize = 40;
/** Levels move all day; a forecast of days is not made anew more often. */
const restMs = hourMs;
/** Whoever swapped it has this long to enter what was put in, before it is written down that the device showed it. */
const entryGraceMs = 12 * hourMs;

export interface WatchParts {
  readonly state: FleetState;
  readonly supplies: SupplyHistory;
  readonly history: Pick<HistoryStore, "reportsSince">;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly rules: IngestRules;
  readonly catalogue: SupplyCatalogue;
  readonly kioskTurns: InTurn;
}

export class SupplyWatch {
  readonly #o: WatchParts;
  /** when each terminal was last looked at by this server */
  readonly #looked = new Map<string, Millis>();

  constructor(parts: WatchParts) {
    this.#o = parts;
  }

  /** One batch. @returns how many terminals are still due */
  async run(): Promise<number> {
    const now = this.#o.clock.now();
    const due = [...this.#o.state.kiosks].filter((kiosk) => this.#isDue(kiosk, now));
    const batch = due.slice(0, batchSize);
    if (batch.length > 0) await this.#look(batch, now);
    return due.length - batch.length;
  }

  #isDue({ master, consumables }: Kiosk, now: Millis): boolean {
    if (consumables.size === 0) return false;
    const last = this.#looked.get(master.id);
    if (last === undefined || localDay(last) < localDay(now)) return true;
    const isRested = now - last >= restMs;
    for (const { replacedAt, receivedAt } of consumables.values()) {
      const isFresh = replacedAt !== null && now - replacedAt < restMs;
      if ((replacedAt ?? 0) > last || ((isRested || isFresh) && receivedAt > last)) return true;
    }
    return false;
  }

  async #look(batch: readonly Kiosk[], now: Millis): Promise<void> {
    const { state, supplies, commit } = this.#o;
    const today = localDay(now);
    const ids = batch.map((kiosk) => kiosk.master.id);
    const [months, forecasts, tasks, settings] = await Promise.all([
      supplies.months(ids, monthStart(today, -learnMonths)),
      supplies.forecastsOf(ids),
      supplies.openTasksOf(ids),
      this.#settings(batch),
    ]);
    const calendar = state.calendars.publications[publicationAt(state.calendars, now)]?.calendar;
    if (calendar === undefined) return;
    const monthsOf = Map.groupBy(months, (month) => month.kioskId);
    const forecastsBefore = Map.groupBy(forecasts, (forecast) => forecast.kioskId);
    const rows: { months: SupplyMonth[]; forecasts: StoredForecast[] } = { months: [], forecasts: [] };
    const changed: { kiosk: Kiosk; steps: [Consumable, SupplyFacts][] }[] = [];
    for (const kiosk of batch) {
      const known = monthsOf.get(kiosk.master.id);
      const own = known ?? (await pastMonths(this.#o.history, kiosk, monthStart(today, -learnMonths), today));
      if (known === undefined) rows.months.push(...own);
      const setting = settings.get(kiosk.master.contractId) ?? proposedSetting(kiosk.master.contractId);
      const facts: [Consumable, SupplyFacts][] = [];
      for (const supply of kiosk.consumables.values()) {
        const seen = this.#learn(kiosk, supply, own, { now, calendar });
        rows.months.push(...seen.months);
        rows.forecasts.push(seen.forecast);
        const { level: told } = consumableView(kiosk, supply, state.settings(kiosk.master.contractId));
        const level = isTold(supply) ? told : null;
        const { replacedAt, replacedHow } = supply;
        const { emptyAt } = seen.forecast;
        facts.push([supply, { now, emptyAt, level, replacedAt, replacedHow, setting, calendar }]);
      }
      for (const gone of forecastsBefore.get(kiosk.master.id) ?? []) {
        if (gone.endedAt === null && !kiosk.consumables.has(consumableKey(gone))) {
          rows.forecasts.push({ ...gone, endedAt: now });
        }
      }
      const open = tasks.filter((task) => task.kioskId === kiosk.master.id);
      const moves = facts.some(([supply, one]) => planTask(openOf(open, supply), one) !== undefined);
      const lost = open.some((task) => !kiosk.consumables.has(consumableKey(task)));
      if (moves || lost) changed.push({ kiosk, steps: facts });
    }
    await commit.run((unit) => {
      for (const month of rows.months) unit.put("supplyMonth", month);
      for (const forecast of rows.forecasts) unit.put("supplyForecast", forecast);
    });
    for (const { kiosk, steps } of changed) await this.#moveTasks(kiosk, steps, now);
    for (const kiosk of batch) {
      await this.#noteSwaps(kiosk, now);
      this.#looked.set(kiosk.master.id, now);
    }
  }

  async #settings(batch: readonly Kiosk[]): Promise<Map<string, SupplySetting>> {
    const found = new Map<string, SupplySetting>();
    for (const contractId of new Set(batch.map((kiosk) => kiosk.master.contractId))) {
      const current = (await this.#o.supplies.settings(contractId)).at(-1);
      if (current !== undefined) found.set(contractId, current);
    }
    return found;
  }

  /** Writes down the day that ended, and forecasts from all of them. */
  #learn(
    kiosk: Kiosk,
    supply: Consumable,
    own: readonly SupplyMonth[],
    { now, calendar }: { now: Millis; calendar: WorkingCalendar },
  ): { months: SupplyMonth[]; forecast: StoredForecast } {
    const { kioskId, deviceId, consumable, part, unit, capacity, value } = supply;
    const { observedAt } = consumableView(kiosk, supply);
    const yesterday = localDay(now) - 1;
    const months = new Map(
      own.filter((month) => isSameSupply(month, supply) && month.unit === unit).map((month) => [month.month, month]),
    );
    const touched = new Set<LocalDay>();
    const write = (day: LocalDay, level: number | null, replaced: boolean) => {
      const month = monthStart(day);
      const before = months.get(month) ?? {
        ...{ kioskId, deviceId, consumable, part, month, unit, capacity },
        ...{ levels: [], replaced: [] },
      };
      const after = { ...withDay(before, day, level, replaced), capacity };
      if (JSON.stringify(after) === JSON.stringify(before)) return;
      months.set(month, after);
      touched.add(month);
    };
    if (typeof value === "number" && observedAt >= dayStart(yesterday)) write(yesterday, value, false);
    if (supply.replacedAt !== null && supply.replacedAt >= dayStart(monthStart(yesterday, -learnMonths))) {
      write(localDay(supply.replacedAt), null, true);
    }
    const ordered = [...months.values()].sort((a, b) => a.month - b.month);
    const found = forecastSupply({
      days: unfold(ordered).filter(({ day }) => day <= yesterday),
      ...{ level: value, capacity: unit === "percent" ? 100 : capacity, observedAt, now },
      kindOf: (day) => dayKind(calendar, day),
      priors: priorWeights(kiosk.master.openingHours),
    });
    const forecast = isTold(supply) ? found : { ...found, ...notTold };
    const sortAt = forecast.emptyAt?.early ?? neverAt;
    return {
      months: ordered.filter((month) => touched.has(month.month)),
      forecast: { kioskId, deviceId, consumable, part, ...forecast, computedAt: now, sortAt, endedAt: null },
    };
  }

  /** In the terminal's turn, so that nobody opens or closes a task between reading and writing. */
  #moveTasks(kiosk: Kiosk, facts: readonly [Consumable, SupplyFacts][], now: Millis): Promise<void> {
    const { supplies, commit, catalogue, kioskTurns } = this.#o;
    const { id: kioskId, contractId } = kiosk.master;
    return kioskTurns.run(kioskId, async () => {
      const open = await supplies.openTasksOf([kioskId]);
      const name = await catalogue.namer(contractId);
      await commit.run((unit) => {
        for (const [supply, one] of facts) {
          const task = openOf(open, supply);
          const step = planTask(task, one);
          if (step === undefined) continue;
          const after =
            task === undefined ? this.#opened(kiosk, supply, step, name(kiosk, supply), now) : stepped(task, step, now);
          if (after === undefined) continue;
          this.#put(unit, after, step.name, now);
        }
        for (const task of open) {
          if (kiosk.consumables.has(consumableKey(task)) || task.reason === "entered") continue;
          this.#put(unit, closed(task, "withdrawn", now), "withdrawn", now);
        }
      });
    });
  }

  #opened(
    { master }: Kiosk,
    { kioskId, deviceId, consumable, part }: Consumable,
    step: TaskStep,
    item: string,
    now: Millis,
  ): Task | undefined {
    if (step.name !== "open") return undefined;
    return {
      ...{ id: this.#o.rules.newId(), contractId: master.contractId, kioskId, deviceId, consumable, part, item },
      ...{ ...step.need, state: "open", createdAt: now, closedAt: null, closedHow: null, closedBy: null },
    };
  }

  #put(unit: Unit, task: Task, step: TaskStep["name"], at: Millis): void {
    unit.put("replacementTask", task);
    unit.touchedKiosks.add(task.kioskId);
    if (step === "redate") return;
    const { zh, en } = texts[step];
    tell(unit, this.#o.rules, task.kioskId, at, {
      kind: "consumable",
      zh: `${zh}：${task.item}`,
      en: `${en}: ${task.item}`,
      deviceId: task.deviceId,
      refId: task.id,
    });
  }

  /** A replacement that nobody entered a swap for is written down as what showed it. */
  async #noteSwaps({ master, consumables }: Kiosk, now: Millis): Promise<void> {
    const { supplies, commit, catalogue, state } = this.#o;
    for (const { kioskId, deviceId, consumable, part, replacedAt, replacedHow } of consumables.values()) {
      if (replacedAt === null || replacedHow === null || now - replacedAt < entryGraceMs) continue;
      const id = `seen.${kioskId}.${deviceId}.${consumable}.${part}.${replacedAt}`;
      const last = this.#looked.get(kioskId);
      // looked at since it could be written: it was
      if (last !== undefined && last - replacedAt >= entryGraceMs) continue;
      if ((await supplies.findSwap(id)) !== undefined) continue;
      const near = { kioskId, from: replacedAt - entryGraceMs, to: replacedAt + entryGraceMs };
      const entered = await supplies.swaps({ reach: "all", ...near, limit: 50 });
      if (entered.some((swap) => isSameSupply(swap, { deviceId, consumable, part }))) continue;
      const kiosk = state.kiosk(kioskId);
      if (kiosk === undefined) return;
      const item = (await catalogue.namer(master.contractId))(kiosk, { deviceId, consumable, part });
      const swap: SupplySwap = {
        ...{ id, contractId: master.contractId, kioskId, deviceId, consumable, part, item, serial: "", from: null },
        ...{ removedSerial: "", evidence: [], how: replacedHow, at: replacedAt, recordedAt: now, by: "" },
      };
      await commit.run((unit) => unit.put("supplySwap", swap));
    }
  }
}

/** After somebody entered a replacement the old level stands until the device tells the new one: it says nothing. */
function isTold({ replacedAt, observedAt }: Consumable): boolean {
  return replacedAt === null || observedAt >= replacedAt;
}

const notTold = { method: "none", perDay: null, emptyAt: null, unknownWhy: "stale" } as const;

const texts = {
  open: { zh: "更换任务已开立", en: "Replacement task opened" },
  done: { zh: "更换任务已完成", en: "Replacement task done" },
  withdrawn: { zh: "更换任务已撤销（不再需要）", en: "Replacement task withdrawn (no longer needed)" },
} as const;

function openOf(open: readonly Task[], supply: Consumable): Task | undefined {
  return open.find((task) => isSameSupply(task, supply));
}

function stepped(task: Task, step: TaskStep, at: Millis): Task {
  switch (step.name) {
    case "open":
      return task;
    case "redate":
      return { ...task, dueAt: step.dueAt };
    case "done":
      return closed(task, step.how, at);
    case "withdrawn":
      return closed(task, "withdrawn", at);
  }
}

function closed(task: Task, how: "device" | "person" | "withdrawn", at: Millis): Task {
  return { ...task, state: how === "withdrawn" ? "cancelled" : "done", closedAt: at, closedHow: how };
}
