// What is frozen for a week or a month: every section there is, in no order. Which are printed, and how they are called, is the
// form's business.
import type { SectionFacts } from "@kiosk/contract";
import { section } from "./facts.ts";
import type { PeriodFacts } from "./period-facts.ts";
import type { RowLinks } from "./row-links.ts";
import { availability, kioskTable, overview, repair, statistics } from "./section-operation.ts";
import { faultLedger, orders, problems, readings } from "./section-orders.ts";
import { alarms, assessment, guarantee, inspections, partLedger, supplies, supplyLedger } from "./section-upkeep.ts";

/** Sections of words alone. */
const written = ["analysis", "next", "advice"] as const;

export function periodSections(facts: PeriodFacts, links: RowLinks): SectionFacts[] {
  return [
    overview(facts, links),
    availability(facts, links),
    repair(facts, links),
    inspections(facts, links),
    orders(facts, links),
    readings(facts, links),
    problems(facts, links),
    supplies(facts, links),
    alarms(facts, links),
    guarantee(facts),
    statistics(facts, links),
    assessment(facts, links),
    kioskTable(facts, links),
    faultLedger(facts, links),
    supplyLedger(facts, links),
    partLedger(facts, links),
    ...written.map((id) => section(id, {})),
  ];
}
