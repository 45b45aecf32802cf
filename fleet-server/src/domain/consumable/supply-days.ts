// The days of a supply, unfolded from its months.
import { formatLocalDay, type LocalDay } from "../sla/local-day.ts";
import type { SupplyMonth } from "./supply-month.ts";

export interface SupplyDay {
  readonly day: LocalDay;
  /** at its end; null: not known */
  readonly level: number | null;
  readonly replaced: boolean;
}

/** Every day from the first known to the last, oldest first. @param months of one supply, oldest first */
export function unfold(months: readonly Pick<SupplyMonth, "month" | "levels" | "replaced">[]): SupplyDay[] {
  const days: SupplyDay[] = [];
  for (const { month, levels, replaced } of months) {
    const last = days.at(-1)?.day;
    for (let gap = last === undefined ? month : last + 1; gap < month; gap++) {
      days.push({ day: gap, level: null, replaced: false });
    }
    const marked = new Set(replaced);
    const until = Math.max(levels.length - 1, ...replaced.map((day) => day - month));
    for (let n = 0; n <= until; n++) {
      days.push({ day: month + n, level: levels[n] ?? null, replaced: marked.has(month + n) });
    }
  }
  const first = days.findIndex((day) => day.level !== null || day.replaced);
  return first < 0 ? [] : days.slice(first);
}

export function daysOf(
  months: readonly Pick<SupplyMonth, "month" | "levels" | "replaced">[],
): { date: string; level: number | null; replaced: boolean }[] {
  return unfold(months).map(({ day, level, replaced }) => ({ date: formatLocalDay(day), level, replaced }));
}

/** The month with a level at the end of one of its days, or a replacement on it. */
export function withDay<M extends Pick<SupplyMonth, "month" | "levels" | "replaced">>(
  month: M,
  day: LocalDay,
  level: number | null,
  replaced: boolean,
): M {
  const levels = [...month.levels];
  while (levels.length < day - month.month) levels.push(null);
  // what was known of a day stays known
  levels[day - month.month] = levels[day - month.month] ?? level;
  const marks =
    replaced && !month.replaced.includes(day) ? [...month.replaced, day].sort((a, b) => a - b) : month.replaced;
  return { ...month, levels, replaced: marks };
}
