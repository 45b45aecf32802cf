// What a count notes down when somebody asks why. Without a trace the same code counts and writes nothing.
import type { Millis } from "../time.ts";
import type { DerivationStep, StretchStep, TickStep } from "./evaluation.ts";
import type { SlaEvent } from "./event.ts";
import { formatLocalDay, type LocalDay } from "./local-day.ts";
import type { Pause } from "./pauses.ts";
import { decidingVersion, isOfficial, isWorkingDay, type WorkingCalendar } from "./working-calendar.ts";

export class Trace {
  readonly steps: DerivationStep[] = [];
  /** versions that were looked at, most telling first */
  readonly calendars = new Set<string>();

  start({ at, id, type }: SlaEvent): void {
    this.steps.push({ kind: "start", at, eventId: id, eventType: type });
  }

  event({ at, id, type }: SlaEvent): void {
    this.steps.push({ kind: "event", at, eventId: id, eventType: type });
  }

  limit(at: Millis, chosen: "office" | "off", seconds: number): void {
    this.steps.push({ kind: "limit", at, chosen, seconds });
  }

  tick(at: Millis, day: LocalDay, n: number, why: TickStep["why"]): void {
    this.steps.push({ kind: "tick", at, day: formatLocalDay(day), counted: why === "counted", n, why });
  }

  stretch(from: Millis, to: Millis, why: StretchStep["why"]): void {
    if (to > from) this.steps.push({ kind: "stretch", from, to, ms: why === "counted" ? to - from : 0, why });
  }

  pause({ from, to, eventIds }: Pause): void {
    this.steps.push({ kind: "pause", from, to: Number.isFinite(to) ? to : null, eventIds });
  }

  extension({ at, id }: SlaEvent, days: number): void {
    this.steps.push({ kind: "extension", at, days, eventId: id });
  }

  due(at: Millis | null, dueStatus: "final" | "provisional"): void {
    this.steps.push({ kind: "due", at, dueStatus });
  }
}

/** Looks up days for a count and remembers whether all of them were covered by an official calendar. */
export class DayReader {
  readonly #calendar: WorkingCalendar;
  readonly #trace: Trace | null;
  /** a day was looked at that no official calendar covers */
  provisional = false;

  constructor(calendar: WorkingCalendar, trace: Trace | null) {
    this.#calendar = calendar;
    this.#trace = trace;
  }

  isWorkingDay(day: LocalDay): boolean {
    if (!isOfficial(this.#calendar, day)) this.provisional = true;
    const version = this.#trace === null ? null : decidingVersion(this.#calendar, day);
    if (version !== null) this.#trace?.calendars.add(version);
    return isWorkingDay(this.#calendar, day);
  }
}
