// How many inspections a terminal would owe over a whole term, before the rules are saved: windows as the server counts them
// (clause C2), for a terminal that is there from the first day to the last.
import type { InspectionRule, InspectionRules } from "@kiosk/contract";

const dayMs = 86_400_000;

type Version = Pick<InspectionRules, "term" | "rules" | "appliesFrom">;
interface Span {
  /** days since 1970-01-01 */
  from: number;
  to: number;
}
export interface OwedWindow {
  /** local days, inclusive */
  from: string;
  to: string;
}

const dayOf = (text: string): number => Math.round(Date.parse(`${text}T00:00:00Z`) / dayMs);
const textOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** First day of the window after the one a day lies in: months of the calendar, or weeks from Monday on. */
function nextStart(day: number, every: InspectionRule["every"]): number {
  // 1970-01-01 was a Thursday
  if ("weeks" in every) return day - ((((day + 3) % 7) + 7) % 7) + every.weeks * 7;
  const date = new Date(day * dayMs);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + every.months, 1) / dayMs);
}

/** Of a duty that begins on a day: what is left of a window counts where it is long enough. */
function spansFrom({ term }: Version, rule: InspectionRule, entered: number): Span[] {
  const end = dayOf(term.to);
  const spans: Span[] = [];
  for (let from = dayOf(term.from); from <= end; from = nextStart(from, rule.every)) {
    const to = Math.min(nextStart(from, rule.every) - 1, end);
    if (entered <= from) spans.push({ from, to });
    else if (entered <= to && to - entered + 1 >= rule.minDaysLeft) spans.push({ from: entered, to });
  }
  return spans;
}

/**
 * The windows of one kind. One that began under an earlier version stays as it was; the next version's begin where it ends.
 * @param versions oldest first
 */
export function owedWindows(versions: readonly Version[], kind: InspectionRule["kind"]): OwedWindow[] {
  const spans: Span[] = [];
  versions.forEach((version, index) => {
    const rule = version.rules.find((r) => r.kind === kind);
    if (rule === undefined) return;
    const next = versions[index + 1];
    const end = next === undefined ? Number.POSITIVE_INFINITY : dayOf(next.appliesFrom);
    const free = (spans.at(-1)?.to ?? Number.NEGATIVE_INFINITY) + 1;
    const start = index === 0 ? Number.NEGATIVE_INFINITY : dayOf(version.appliesFrom);
    spans.push(...spansFrom(version, rule, Math.max(start, free)).filter(({ from }) => from < end));
  });
  return spans.map(({ from, to }) => ({ from: textOf(from), to: textOf(to) }));
}
