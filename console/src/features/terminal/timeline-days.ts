import type { TimelineEntry } from "@kiosk/contract";
import { daysBetween } from "../../shared/format/time.ts";

/** Entries as they come (newest first), cut where the Shanghai day changes; `at` is the day's first shown entry. */
export function groupByDay<E extends Pick<TimelineEntry, "at">>(entries: readonly E[]): { at: number; entries: E[] }[] {
  const days: { at: number; entries: E[] }[] = [];
  for (const entry of entries) {
    const last = days.at(-1);
    if (last !== undefined && daysBetween(entry.at, last.at) === 0) last.entries.push(entry);
    else days.push({ at: entry.at, entries: [entry] });
  }
  return days;
}
