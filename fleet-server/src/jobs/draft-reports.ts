// Nobody has to remember a report: one for each inspection as it is completed, and weeks and months on the day they are due.
import type { ContractId } from "@kiosk/contract";
import { serverCaller } from "../domain/account/caller.ts";
import { dayMs, minuteMs, secondMs } from "../domain/time.ts";
import type { ReportCalendar } from "../fleet/report-calendar.ts";
import type { ReportDrafter } from "../fleet/report-drafter.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, Log } from "../ports.ts";
import type { ReportHistory } from "../report-ports.ts";

export const draftEveryMs = 2 * secondMs;
/** of weeks and months: they change once a day */
const lookEveryMs = 10 * minuteMs;
const atOnce = 50;
/** what was due longer ago is drafted by whoever wants it */
const backMs = 40 * dayMs;

export class ReportDrafts {
  readonly #o: {
    readonly state: FleetState;
    readonly reports: ReportHistory;
    readonly drafter: Pick<ReportDrafter, "draft">;
    readonly calendar: ReportCalendar;
    readonly clock: Clock;
    readonly log: Log;
  };
  /** said once; a person can draft them still */
  readonly #given = new Set<string>();
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: {
    state: FleetState;
    reports: ReportHistory;
    drafter: Pick<ReportDrafter, "draft">;
    calendar: ReportCalendar;
    clock: Clock;
    log: Log;
  }) {
    this.#o = options;
  }

  async run(): Promise<void> {
    await this.#inspections();
    const at = this.#o.clock.now();
    if (at - this.#lookedAt < lookEveryMs && at >= this.#lookedAt) return;
    this.#lookedAt = at;
    for (const { id } of this.#o.state.contracts) await this.#periods(id, at);
  }

  async #inspections(): Promise<void> {
    const { reports, drafter, log } = this.#o;
    for (const { id, contractId } of await reports.undrafted(atOnce + this.#given.size)) {
      if (this.#given.has(id)) continue;
      const wanted = { contractId, kind: "inspection-daily", period: null, subjectId: id } as const;
      const answer = await drafter.draft(serverCaller, wanted);
      if (answer.ok) continue;
      this.#given.add(id);
      log.error("report.not-drafted", { inspection: id, code: answer.code, detail: answer.detail });
    }
  }

  /** From 00:00 of the day it is due on: it still has a day to be read, completed and filed. */
  async #periods(contractId: ContractId, at: number): Promise<void> {
    const { calendar, drafter, log } = this.#o;
    for (const { kind, period, dueAt } of calendar.owed(contractId, [at - backMs, at + dayMs], at)) {
      if (at < dueAt - dayMs || period.startAt > at) continue;
      const answer = await drafter.draft(serverCaller, { contractId, kind, period: period.name, subjectId: null });
      if (!answer.ok) log.error("report.not-drafted", { kind, period: period.name, code: answer.code });
    }
  }
}
