import { formatDue } from "../../../shared/format/due.ts";
import type { Lang } from "../../../shared/format/lang.ts";
import { formatTime } from "../../../shared/format/time.ts";

/** A deadline at midnight is the end of the day before: `10月31日 24:00`. */
export function dueText(dueAt: number, now: number, lang: Lang): string {
  return formatDue({ dueAt, dayClock: formatTime(dueAt) === "00:00" }, now, lang);
}
