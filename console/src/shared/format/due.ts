// How a deadline is written. A day clock ends at 24:00 of a day, which as an instant is 0:00 of the next: the day shown is
// the one that the last millisecond in time belongs to.
import type { Lang } from "./lang.ts";
import { formatDate, formatTime } from "./time.ts";

export interface Deadline {
  dueAt: number;
  dayClock: boolean;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** `2026-09-17` as `9月17日` or `17 Sep`; with the year where it is another one than that of `now`. */
export function formatDay(day: string, now: number, lang: Lang): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const other = year !== formatDate(now).slice(0, 4);
  if (lang === "zh") return `${other ? `${year}年` : ""}${Number(month)}月${Number(date)}日`;
  return `${Number(date)} ${months[Number(month) - 1] ?? month}${other ? ` ${year}` : ""}`;
}

/** The Shanghai day that a deadline belongs to, `2026-09-17`. */
export function dueDay({ dueAt, dayClock }: Deadline): string {
  return formatDate(dayClock ? dueAt - 1 : dueAt);
}

/** `9月17日 24:00`, or for an hour clock `9月17日 14:05`, today `14:05`. */
export function formatDue(due: Deadline, now: number, lang: Lang): string {
  const day = dueDay(due);
  const atMidnight = formatTime(due.dueAt) === "00:00";
  if (due.dayClock && atMidnight) return `${formatDay(day, now, lang)} 24:00`;
  if (day === formatDate(now)) return formatTime(due.dueAt);
  return `${formatDay(formatDate(due.dueAt), now, lang)} ${formatTime(due.dueAt)}`;
}

/** An instant with its day, as running text has it: `9月17日 14:05`, today too. */
export function formatMoment(at: number, now: number, lang: Lang): string {
  return `${formatDay(formatDate(at), now, lang)} ${formatTime(at)}`;
}

/** Year up to which calendars would have to be known for this deadline. */
export function dueYear(due: Deadline): string {
  return dueDay(due).slice(0, 4);
}
