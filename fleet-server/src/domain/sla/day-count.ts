// Clocks that count days, by ticks: one at each local 24:00 after the start (Civil Code 201). The due instant is the n-th
// tick. A tick inside a pause does not count, so a pause moves the due by the midnights it covers and by nothing less.
import type { Millis } from "../time.ts";
import type { ClockCount } from "./count.ts";
import { dayEnd, type LocalDay, localDay } from "./local-day.ts";
import { PauseCursor } from "./pause-cursor.ts";
import type { ClockPauses } from "./pauses.ts";
import { DayReader, type Trace } from "./trace.ts";
import type { WorkingCalendar } from "./working-calendar.ts";

export interface DayRules {
  /** the start day is day 1 */
  readonly startDayCounts: boolean;
  readonly workingDaysOnly: boolean;
  /** a last day that is a rest day moves to the next working day (Civil Code 203) */
  readonly rollsOver: boolean;
}

export class DayCount implements ClockCount {
  readonly #rules: DayRules;
  readonly #pauses: PauseCursor;
  readonly #calendar: WorkingCalendar;
  readonly #trace: Trace | null;
  readonly #days: DayReader;
  /** the last day of a count that rolls over; its extension counts on from the day before rolling */
  #lastDay: DayReader | null = null;
  #day: LocalDay;
  #counted = 0;
  left = 0;
  dueAt: Millis | null;

  constructor(start: Millis, rules: DayRules, pauses: ClockPauses, calendar: WorkingCalendar, trace: Trace | null) {
    this.#rules = rules;
    this.#pauses = new PauseCursor(pauses, start, trace);
    this.#calendar = calendar;
    this.#trace = trace;
    this.#days = new DayReader(calendar, trace);
    this.#day = localDay(start) + (rules.startDayCounts ? 0 : 1);
    this.dueAt = start;
  }

  get provisional(): boolean {
    return this.#days.provisional || this.#lastDay?.provisional === true;
  }

  add(days: number): void {
    this.left += days;
    this.#lastDay = null;
    for (; this.left > 0; this.#day++) {
      const tick = dayEnd(this.#day);
      const pause = this.#pauses.at(tick);
      if (pause?.to === Number.POSITIVE_INFINITY) {
        this.dueAt = null;
        return;
      }
      if (pause !== null) this.#trace?.tick(tick, this.#day, this.#counted, "paused");
      else if (this.#rules.workingDaysOnly && !this.#days.isWorkingDay(this.#day))
        this.#trace?.tick(tick, this.#day, this.#counted, "rest-day");
      else {
        this.left--;
        this.#counted++;
        this.dueAt = tick;
        if (this.left > 0 || !this.#rules.rollsOver) this.#trace?.tick(tick, this.#day, this.#counted, "counted");
      }
    }
    if (this.#rules.rollsOver) this.dueAt = this.#rollOver(this.#day - 1);
  }

  /** The first 24:00 from the last counted day on that ends a working day and lies in no pause. */
  #rollOver(lastCounted: LocalDay): Millis | null {
    this.#lastDay = new DayReader(this.#calendar, this.#trace);
    const pauses = this.#pauses.fork(dayEnd(lastCounted));
    for (let day = lastCounted; ; day++) {
      const tick = dayEnd(day);
      const pause = pauses.at(tick);
      if (pause?.to === Number.POSITIVE_INFINITY) return null;
      const works = pause === null && this.#lastDay.isWorkingDay(day);
      this.#trace?.tick(tick, day, this.#counted, pause !== null ? "paused" : works ? "counted" : "rolled-over");
      if (works) return tick;
    }
  }
}
