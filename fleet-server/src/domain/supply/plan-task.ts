// Whether a supply is to be replaced, by when, and whether a task that stands is still needed.
import type { EmptyBand, ReplacementTask, SupplyLevel, SupplySetting } from "@kiosk/contract";
import { dayEnd, localDay } from "../sla/local-day.ts";
import { isWorkingDay, type WorkingCalendar } from "../sla/working-calendar.ts";
import { dayMs, type Millis } from "../time.ts";
import type { Task } from "./task.ts";

export interface SupplyFacts {
  readonly now: Millis;
  readonly emptyAt: EmptyBand | null;
  readonly level: SupplyLevel | null;
  readonly replacedAt: Millis | null;
  readonly replacedHow: "detected" | "entered" | null;
  readonly setting: Pick<SupplySetting, "leadDays" | "aheadDays" | "replaceWorkingDays">;
  readonly calendar: WorkingCalendar;
}

export interface Need {
  readonly reason: Exclude<ReplacementTask["reason"], "entered">;
  readonly dueAt: Millis;
}

export type TaskStep =
  | { readonly name: "open"; readonly need: Need }
  | { readonly name: "redate"; readonly dueAt: Millis }
  | { readonly name: "done"; readonly how: "device" | "person" }
  | { readonly name: "withdrawn" };

/** A need that goes away by so much is gone; by less it may only be the forecast's breath. */
const graceDays = 3;

/** Undefined: all stays as it is. */
export function planTask(open: Task | undefined, facts: SupplyFacts): TaskStep | undefined {
  const { now, setting } = facts;
  if (open === undefined) {
    const need = needOf(facts, now + setting.aheadDays * dayMs);
    return need && { name: "open", need };
  }
  if (facts.replacedAt !== null && facts.replacedAt > open.createdAt) {
    return { name: "done", how: facts.replacedHow === "detected" ? "device" : "person" };
  }
  // what a person asked for stays until somebody does it or takes it back
  if (open.reason === "entered") return undefined;
  const need = needOf(facts, now + (setting.aheadDays + graceDays) * dayMs);
  if (need === undefined) return isKnown(facts) ? { name: "withdrawn" } : undefined;
  const moved = open.reason === "forecast" && Math.abs(need.dueAt - open.dueAt) >= dayMs;
  return moved ? { name: "redate", dueAt: need.dueAt } : undefined;
}

/** A terminal that cannot be asked does not take a need away. */
function isKnown({ emptyAt, level }: SupplyFacts): boolean {
  return emptyAt !== null || level !== null;
}

function needOf({ now, emptyAt, level, setting, calendar }: SupplyFacts, until: Millis): Need | undefined {
  const ahead = emptyAt === null ? undefined : emptyAt.early - setting.leadDays * dayMs;
  const urgent = level === "critical" || level === "out" || (level === "low" && emptyAt === null);
  const threshold = urgent ? endOfWorkingDays(calendar, now, setting.replaceWorkingDays) : undefined;
  if (ahead !== undefined && ahead <= until && (threshold === undefined || ahead <= threshold)) {
    return { reason: "forecast", dueAt: ahead };
  }
  return threshold === undefined ? undefined : { reason: "threshold", dueAt: threshold };
}

/** End of the n-th working day after the day of an instant. */
function endOfWorkingDays(calendar: WorkingCalendar, from: Millis, count: number): Millis {
  let day = localDay(from);
  for (let left = count; left > 0; ) {
    day += 1;
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return dayEnd(day);
}
