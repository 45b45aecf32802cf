// What a terminal owes and how it stands, worked out from the versions of its contract's rules and from what was completed.
import type { InspectionKind, InspectionRule, InspectionRules, KioskId } from "@kiosk/contract";
import { assignVisits, owedSpans, type Span, type WindowState, windowState } from "../sla/inspection-windows.ts";
import { formatLocalDay, type LocalDay, localDay, parseLocalDay } from "../sla/local-day.ts";
import type { Millis } from "../time.ts";
import type { StoredWaiver } from "./records.ts";

/** In the order of the contract's words: what is done on site first. */
export const dutyKinds = ["hardware", "system", "app"] as const satisfies readonly InspectionRule["kind"][];

export interface Visit {
  readonly at: Millis;
  readonly id: string;
}

export interface Standing {
  readonly span: Span;
  readonly state: WindowState;
  /** what did it */
  readonly visit: Visit | null;
}

/** The version that holds on a day: the last that applies by then, else the first. */
export function rulesOn(versions: readonly InspectionRules[], day: LocalDay): InspectionRules | undefined {
  return versions.findLast((version) => parseLocalDay(version.appliesFrom) <= day) ?? versions[0];
}

/**
 * The day from which a terminal owes inspections. One that was there when somebody first said what is owed owes from the
 * beginning; one that came later, from the day it came.
 * @param versions oldest first
 */
export function dutyFrom(createdAt: Millis, versions: readonly InspectionRules[]): LocalDay {
  const [first] = versions;
  return first === undefined || createdAt > first.at ? localDay(createdAt) : parseLocalDay(first.term.from);
}

/**
 * The windows of one kind for a terminal that owes from a day. A window belongs to the version it began under, whatever
 * later versions say of its days; the next version's first window begins where it ends.
 * @param versions oldest first
 */
export function dutySpans(
  versions: readonly InspectionRules[],
  kind: InspectionKind,
  entered: LocalDay,
): readonly Span[] {
  const spans: Span[] = [];
  versions.forEach((version, index) => {
    const rule = version.rules.find((r) => r.kind === kind);
    if (rule === undefined) return;
    const next = versions[index + 1];
    const end = next === undefined ? Number.POSITIVE_INFINITY : parseLocalDay(next.appliesFrom);
    const free = (spans.at(-1)?.to ?? Number.NEGATIVE_INFINITY) + 1;
    const from = Math.max(entered, index === 0 ? Number.NEGATIVE_INFINITY : parseLocalDay(version.appliesFrom), free);
    const schedule = { term: version.term, minDaysLeft: rule.minDaysLeft, ...rule.every };
    const whole = new Set(owedSpans(schedule, Number.NEGATIVE_INFINITY).map((span) => span.from));
    for (const span of owedSpans(schedule, from)) {
      if (span.from < end) spans.push({ ...span, stub: span.stub || !whole.has(span.from) });
    }
  });
  return spans;
}

/**
 * Whether a window need not be done. A waiver counts for what ends in it and had not ended when it was recorded: what was
 * missed stays missed.
 */
export function isWaived(
  waivers: readonly StoredWaiver[],
  kioskId: KioskId,
  kind: InspectionKind,
  span: Span,
): boolean {
  return waivers.some(
    (waiver) =>
      waiver.kioskId === kioskId && waiver.kind === kind && localDay(waiver.at) <= span.to && covers(waiver, span.to),
  );
}

/** Whether a waiver holds on a day. */
export function covers({ from, to, endedOn }: StoredWaiver, day: LocalDay): boolean {
  return (
    parseLocalDay(from) <= day &&
    (to === null || day <= parseLocalDay(to)) &&
    (endedOn === null || day < parseLocalDay(endedOn))
  );
}

/** @param visited completed inspections of the kind at the terminal, by effective time */
export function standings(
  spans: readonly Span[],
  visited: readonly Visit[],
  waived: (span: Span) => boolean,
  asOf: Millis,
): Standing[] {
  const done = assignVisits(spans, visited);
  return spans.map((span, index) => {
    const visit = done.get(index) ?? null;
    return { span, visit, state: windowState(span, visit !== null, waived(span), asOf) };
  });
}

export function windowKeyOf(kioskId: KioskId, kind: InspectionKind, from: string): string {
  return `${kioskId}:${kind}:${from}`;
}

/** The first day of the window an instant lies in; null: in none. */
export function windowFromOf(spans: readonly Span[], at: Millis): string | null {
  const day = localDay(at);
  const span = spans.find(({ from, to }) => from <= day && day <= to);
  return span === undefined ? null : formatLocalDay(span.from);
}

/**
 * The rolling reading of "every two months" (clause C2): days since the last inspection where they are more than the rule
 * allows; null: no warning.
 */
export function gapDays(
  rules: InspectionRules,
  rule: InspectionRule,
  entered: LocalDay,
  last: Millis | null,
  today: LocalDay,
): number | null {
  const { maxGapDays } = rule;
  if (maxGapDays === null || today > parseLocalDay(rules.term.to)) return null;
  const begin = Math.max(entered, parseLocalDay(rules.term.from));
  const days = today - (last === null ? begin : localDay(last));
  return days > maxGapDays ? days : null;
}
