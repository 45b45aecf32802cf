// The hours of a day in which a contract's people are on duty.
import { dayMs, type Millis, minuteMs } from "../time.ts";
import { dayStart, type LocalDay, localDay } from "./local-day.ts";
import type { ServiceWindow } from "./policy.ts";
import type { DayReader } from "./trace.ts";

/** The window of one day, whether or not that day is worked; `to` lies outside. */
export function windowOn(window: ServiceWindow, day: LocalDay): { from: Millis; to: Millis } {
  const start = dayStart(day);
  return { from: start + timeOfDay(window.from), to: start + timeOfDay(window.to) };
}

export function isInside(window: ServiceWindow, at: Millis, days: DayReader): boolean {
  const day = localDay(at);
  const { from, to } = windowOn(window, day);
  return (window.days === "every" || days.isWorkingDay(day)) && at >= from && at < to;
}

/** What an extension by one day is worth: 24 h on a clock that runs day and night, a day's window on one that does not. */
export function dayWorth(window: ServiceWindow | null): Millis {
  return window === null ? dayMs : timeOfDay(window.to) - timeOfDay(window.from);
}

/** `HH:MM` after 00:00; `24:00` is the end of the day. */
function timeOfDay(text: string): Millis {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * minuteMs;
}
