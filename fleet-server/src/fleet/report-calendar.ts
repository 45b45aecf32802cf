// Which weeks and months of a contract are owed, and when each is due (C7).
import type { ContractId, ReportKind } from "@kiosk/contract";
import { monthContaining, type NamedPeriod, weekContaining } from "../domain/report/period.ts";
import { localDay } from "../domain/sla/local-day.ts";
import { type ReportDate, reportDate } from "../domain/sla/report-date.ts";
import type { Millis } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { ReportHistory } from "../report-ports.ts";

export interface DuePeriod extends Pick<ReportDate, "dueAt" | "dueStatus"> {
  readonly kind: Extract<ReportKind, "week" | "month">;
  readonly period: NamedPeriod;
}

export class ReportCalendar {
  readonly #state: FleetState;
  readonly #reports: ReportHistory;

  constructor(options: { state: FleetState; reports: ReportHistory }) {
    this.#state = options.state;
    this.#reports = options.reports;
  }

  due(kind: DuePeriod["kind"], period: NamedPeriod, asOf: Millis): DuePeriod {
    const { dueAt, dueStatus } = reportDate(period, this.#state.calendars, asOf);
    return { kind, period, dueAt, dueStatus };
  }

  /**
   * Weeks and months of the contract's term that touch the span, oldest first. A contract that never said when it begins or
   * ends owes from the beginning of its first terminal.
   */
  owed(contractId: ContractId, [from, to]: readonly [Millis, Millis], asOf: Millis): DuePeriod[] {
    const contract = this.#state.contract(contractId);
    const kiosks = [...this.#state.kiosks].filter(({ master }) => master.contractId === contractId);
    if (contract === undefined || kiosks.length === 0) return [];
    const begin = contract.startsAt ?? Math.min(...kiosks.map(({ master }) => master.createdAt));
    const end = contract.endsAt ?? Number.POSITIVE_INFINITY;
    const first = Math.max(from, begin);
    const last = Math.min(to, end);
    const found: DuePeriod[] = [];
    for (const [kind, containing] of [["week", weekContaining] as const, ["month", monthContaining] as const]) {
      for (let day = localDay(first); first < last && day <= localDay(last - 1); ) {
        const period = containing(day);
        found.push(this.due(kind, period, asOf));
        day = period.to + 1;
      }
    }
    return found.sort((a, b) => a.dueAt - b.dueAt);
  }

  /** Those that fell due in the span and were not filed by then. */
  async missingIn(contractId: ContractId, [from, to]: readonly [Millis, Millis], asOf: Millis) {
    const missing = { weekly: 0, monthly: 0 };
    for (const { kind, period, dueAt } of this.owed(contractId, [from, to], asOf)) {
      if (dueAt <= from || dueAt > Math.min(to, asOf)) continue;
      const filedAt = (await this.#reports.findBy(contractId, kind, period.name, ""))?.filedAt ?? null;
      if (filedAt !== null && filedAt <= dueAt) continue;
      if (kind === "week") missing.weekly += 1;
      else missing.monthly += 1;
    }
    return missing;
  }
}
