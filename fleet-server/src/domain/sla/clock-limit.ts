// How much time a clause gives, and the count that measures it.
import { dayMs, type Millis, secondMs } from "../time.ts";
import type { ClockCount } from "./count.ts";
import { DayCount } from "./day-count.ts";
import { HourCount } from "./hour-count.ts";
import type { ClockPauses } from "./pauses.ts";
import type { ClockSpec, PolicyVersion, ServiceWindow } from "./policy.ts";
import { dayWorth, isInside } from "./service-window.ts";
import { DayReader, type Trace } from "./trace.ts";
import type { WorkingCalendar } from "./working-calendar.ts";

export interface Limit {
  /** milliseconds of an hour clock, days of a day clock */
  readonly units: number;
  /** what one day of extension adds, in the same unit */
  readonly perExtensionDay: number;
  /** a count over the same start and pauses that has counted nothing yet */
  readonly newCount: (trace: Trace | null) => ClockCount;
}

/** Warned at shares of its limit, and not at 09:00 of days. `exact` days are hours by another name. */
export function isHourClock(clock: ClockSpec): boolean {
  return (
    clock.kind === "elapsed" || clock.kind === "service" || (clock.kind === "calendarDays" && clock.mode === "exact")
  );
}

/** Whether its due depends on which days are worked. */
export function readsCalendar(policy: PolicyVersion, clock: ClockSpec): boolean {
  switch (clock.kind) {
    case "elapsed":
      return "secondsIf" in clock;
    case "service":
      return policy.windows[clock.windows]?.days === "working";
    case "calendarDays":
      return clock.mode !== "exact" && clock.rollover === "civil203";
    case "workingDays":
      return true;
  }
}

export function limitOf(
  policy: PolicyVersion,
  clock: ClockSpec,
  start: Millis,
  pauses: ClockPauses,
  calendar: WorkingCalendar,
  trace: Trace | null,
): Limit {
  const hours = (units: Millis, window: ServiceWindow | null, days: DayReader): Limit => ({
    units,
    perExtensionDay: dayWorth(window),
    newCount: (noted) => new HourCount(start, pauses, window, days, noted),
  });
  const days = new DayReader(calendar, trace);
  switch (clock.kind) {
    case "elapsed": {
      if ("seconds" in clock) return hours(clock.seconds * secondMs, null, days);
      // Decided once, by the instant of the request (clause D6).
      const chosen = isInside(windowNamed(policy, "office"), start, days) ? "office" : "off";
      trace?.limit(start, chosen, clock.secondsIf[chosen]);
      return hours(clock.secondsIf[chosen] * secondMs, null, days);
    }
    case "service":
      return hours(clock.seconds * secondMs, windowNamed(policy, clock.windows), days);
    case "calendarDays": {
      if (clock.mode === "exact") return hours(clock.days * dayMs, null, days);
      const rules = {
        startDayCounts: clock.startDay === "included",
        workingDaysOnly: false,
        rollsOver: clock.rollover === "civil203",
      };
      return {
        units: clock.days,
        perExtensionDay: 1,
        newCount: (noted) => new DayCount(start, rules, pauses, calendar, noted),
      };
    }
    case "workingDays": {
      const rules = { startDayCounts: false, workingDaysOnly: true, rollsOver: false };
      return {
        units: clock.days,
        perExtensionDay: 1,
        newCount: (noted) => new DayCount(start, rules, pauses, calendar, noted),
      };
    }
  }
}

/** @throws Error for a window the policy does not define; the loader of policies refuses such a policy */
function windowNamed(policy: PolicyVersion, name: string): ServiceWindow {
  const window = policy.windows[name];
  if (window === undefined) throw new Error(`policy ${policy.id} has no window "${name}"`);
  return window;
}
