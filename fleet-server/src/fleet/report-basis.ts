import type { ContractTerms, ReportBasis } from "@kiosk/contract";
import type { NamedPeriod } from "../domain/report/period.ts";
import type { PeriodFacts } from "../domain/report/period-facts.ts";
import type { Millis } from "../domain/time.ts";
import { termsFor } from "../domain/work-order/terms.ts";

/** What figures rest on: where the log stood, by which policies the orders were counted, which terms were in force. */
export function basisOf(
  log: { readonly logSeq: number; readonly hash: string },
  facts: PeriodFacts | undefined,
  period: NamedPeriod,
  versions: readonly ContractTerms[],
  asOf: Millis,
): ReportBasis {
  const known = versions.filter(({ recordedAt }) => recordedAt <= asOf);
  const inForce = new Set([
    termsFor(known, period.startAt, asOf)?.version,
    termsFor(known, period.endAt - 1, asOf)?.version,
    ...known
      .filter((v) => v.appliesFrom >= period.startAt && v.appliesFrom < period.endAt)
      .map(({ version }) => version),
  ]);
  return {
    ...{ asOf, logSeq: log.logSeq, logHash: log.hash },
    policies: facts === undefined ? [] : policiesOf(facts, period),
    terms: known
      .filter(({ version }) => inForce.has(version))
      .map(({ version, appliesFrom }) => ({ version, appliesFrom })),
  };
}

/** Of the orders that were there in the period; a month across a change of policy names both versions. */
function policiesOf({ orders }: PeriodFacts, period: NamedPeriod): ReportBasis["policies"] {
  const counts = new Map<string, { id: string; version: number; zh: string; orders: number }>();
  for (const { policies, reportedAt, doneAt } of orders) {
    if (reportedAt >= period.endAt || (doneAt !== null && doneAt < period.startAt)) continue;
    for (const { id, version, zh } of policies) {
      const key = `${id} ${version}`;
      counts.set(key, { id, version, zh, orders: (counts.get(key)?.orders ?? 0) + 1 });
    }
  }
  return [...counts.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.version - b.version));
}
