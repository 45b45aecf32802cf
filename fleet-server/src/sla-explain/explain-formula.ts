// The answer to a case whose policy is a formula: windows, report dates, points, grades, damages.
import { grade, score, stepPenaltyTenths } from "../domain/sla/assessment.ts";
import { damages } from "../domain/sla/damages.ts";
import type { SlaEventType } from "../domain/sla/event.ts";
import { fleetInspections } from "../domain/sla/fleet-inspections.ts";
import { inspectionWindows } from "../domain/sla/inspection-windows.ts";
import { localDay } from "../domain/sla/local-day.ts";
import { readLog } from "../domain/sla/log.ts";
import { monthOf, parseIsoWeek, type ReportPeriod, reportDate, weekOf } from "../domain/sla/report-date.ts";
import type { Calendars } from "../domain/sla/working-calendar.ts";
import { type Millis, secondMs } from "../domain/time.ts";
import type { Formula } from "../sla-formulas.ts";
import { CaseError, shown } from "./case-error.ts";
import type { GivenEvent } from "./events.ts";
import { count, type Json, list, object, text } from "./fields.ts";
import { isoInstant } from "./iso-instant.ts";

/** @throws CaseError when the event that carries the figures is missing or lacks one */
export function explainFormula(
  formula: Formula,
  calendars: Calendars,
  events: readonly GivenEvent[],
  now: Millis,
): Json {
  const { derivation, ...figures } = answer(formula, calendars, events, now);
  const { clause, zh, en } = formula;
  return { ...figures, derivation: { clause, zh, en, ...derivation } };
}

/** The figures, and under `derivation` what explains them beside the clause. */
function answer(
  formula: Formula,
  calendars: Calendars,
  events: readonly GivenEvent[],
  now: Millis,
): Json & { readonly derivation?: Json } {
  const happened = readLog(events, now).events;
  switch (formula.kind) {
    case "inspection-windows":
      last(happened, "kiosk_in_service");
      return {
        windows: inspectionWindows(formula, events, now).map(({ dueAt, doneAt, ...window }) => ({
          ...window,
          due: isoInstant(dueAt),
          ...(doneAt !== null && { doneAt: isoInstant(doneAt) }),
        })),
      };
    case "fleet-inspections": {
      last(happened, "fleet_in_service");
      const entries = happened
        .filter(({ type }) => type === "fleet_in_service")
        .map(({ at, given }) => ({ at, kiosks: count(given.kiosks, "fleet_in_service.kiosks") }));
      return { ...fleetInspections(formula, entries) };
    }
    case "report-date": {
      const { dueAt, dueStatus, covers, calendars: read } = reportDate(period(formula, happened), calendars, now);
      return { due: isoInstant(dueAt), dueStatus, covers, derivation: { calendars: read } };
    }
    case "score": {
      const facts = object(last(happened, "quarter_closed").given.facts, "quarter_closed.facts");
      const known = new Set(formula.items.flatMap((item) => Object.values(item.deductions).flatMap(Object.keys)));
      const counts = Object.entries(facts).map(([fact, value]): [string, number] => {
        const field = `quarter_closed.facts.${fact}`;
        if (known.has(fact)) return [fact, count(value, field)];
        throw new CaseError("wrong-field", field, { zh: "考核表没有这一项", en: "the sheet has no such fact" });
      });
      return { ...score(formula.items, Object.fromEntries(counts)) };
    }
    case "grade": {
      const { given } = last(happened, "year_closed");
      const field = "year_closed.quarterTenths";
      const quarters = list(given.quarterTenths, field).map((value, n) => count(value, `${field}[${n}]`));
      if (quarters.length === 0) throw new CaseError("wrong-field", field, { zh: "为空", en: "is empty" });
      const found = grade(formula, quarters, count(given.finalTenths, "year_closed.finalTenths"));
      const { scoreTenths, finePercent } = found;
      return { scoreTenths, grade: found.zh, derivation: { grade: found.en, finePercent } };
    }
    case "damages": {
      const { given } = last(happened, "delay_closed");
      const figure = (name: string) => count(given[name], `delay_closed.${name}`);
      return {
        ...damages(formula, {
          delayedServiceFeeFen: figure("delayedServiceFeeFen"),
          contractPriceFen: figure("contractPriceFen"),
          daysLate: figure("daysLate"),
        }),
      };
    }
    case "step-penalty": {
      const late = object(last(happened, "delay_closed").given.lateSeconds, "delay_closed.lateSeconds");
      const tenths = Object.entries(late).map(([name, value]): [string, number] => {
        const field = `delay_closed.lateSeconds.${name}`;
        const step = formula.steps[name];
        if (step === undefined)
          throw new CaseError("wrong-field", field, { zh: "没有这一步长", en: "there is no such step" });
        const penalty = { everyMs: step.everySeconds * secondMs, tenths: step.tenths, round: formula.round };
        return [name, stepPenaltyTenths(penalty, count(value, field) * secondMs)];
      });
      return {
        deductionTenths: Object.fromEntries(tenths),
        totalTenths: tenths.reduce((sum, [, value]) => sum + value, 0),
      };
    }
  }
}

function period(formula: Formula & { kind: "report-date" }, happened: readonly GivenEvent[]): ReportPeriod {
  if (formula.period === "month") return monthOf(localDay(last(happened, "month_opened").at));
  const { at, given } = last(happened, "week_opened");
  const week = text(given.isoWeek, "week_opened.isoWeek");
  if (week === undefined) return weekOf(localDay(at));
  const found = parseIsoWeek(week);
  if (found !== null) return found;
  throw new CaseError("wrong-field", "week_opened.isoWeek", {
    zh: `没有 ISO 周 ${shown(week)}（例如 2026-W37）`,
    en: `there is no ISO week ${shown(week)} (as 2026-W37)`,
  });
}

/** The latest event of a type that has happened. */
function last(happened: readonly GivenEvent[], type: SlaEventType): GivenEvent {
  const found = happened.findLast((event) => event.type === type);
  if (found !== undefined) return found;
  throw new CaseError("missing-event", "events", {
    zh: `到 now 为止没有事件 ${shown(type)}`,
    en: `there is no event ${shown(type)} by now`,
  });
}
