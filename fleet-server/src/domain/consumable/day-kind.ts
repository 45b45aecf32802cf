// Days that differ in how much is used on them.
import type { OpeningHours } from "@kiosk/contract";
import { type LocalDay, weekday } from "../sla/local-day.ts";
import { isWorkingDay, type WorkingCalendar } from "../sla/working-calendar.ts";

/** `holiday`: Monday to Friday, and no working day. `makeup`: a weekend on which people work. */
export const dayKinds = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday", "makeup"] as const;
export type DayKind = (typeof dayKinds)[number];

const byWeekday = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export function dayKind(calendar: WorkingCalendar, day: LocalDay): DayKind {
  const index = weekday(day);
  const works = isWorkingDay(calendar, day);
  if (index < 5) return works ? (byWeekday[index] ?? "mon") : "holiday";
  return works ? "makeup" : index === 5 ? "sat" : "sun";
}

/** Where nobody has entered the hours a rest day is taken for half a working day. */
const unknownRest = 0.5;
/** A closed point is not quite still: somebody prints a test page. */
const closedRest = 0.03;

/** What a kind of day counts before anything is learned: by the point's opening hours. Working days are 1. */
export function priorWeights(hours: OpeningHours | null): Record<DayKind, number> {
  const sat = restShare(hours, 6);
  const sun = restShare(hours, 0);
  return { mon: 1, tue: 1, wed: 1, thu: 1, fri: 1, sat, sun, holiday: (sat + sun) / 2, makeup: 1 };
}

/** @param day 0 = Sunday */
function restShare(hours: OpeningHours | null, day: number): number {
  if (hours === null) return unknownRest;
  const minutes = (of: number) =>
    hours.week.filter((w) => w.day === of).reduce((sum, w) => sum + w.toMin - w.fromMin, 0);
  const working = [1, 2, 3, 4, 5].reduce((sum, of) => sum + minutes(of), 0) / 5;
  if (working <= 0) return unknownRest;
  // fewer come on a rest day than the hours would let them
  return Math.max(closedRest, (minutes(day) / working) * 0.7);
}
