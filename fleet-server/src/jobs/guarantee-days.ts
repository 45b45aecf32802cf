// While guarantees run: tighter levels and the freeze begin and end on time, and each day that is over gets its figures.
import { endsAt, type Guarantee, type GuaranteeDay, startsAt } from "../domain/guarantee/guarantee.ts";
import { dayEnd, dayStart, formatLocalDay, localDay, parseLocalDay } from "../domain/sla/local-day.ts";
import { dayMs, type Millis } from "../domain/time.ts";
import type { InTurn } from "../fleet/in-turn.ts";
import type { GuaranteeHistory } from "../guarantee-ports.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";

export const guaranteeEveryMs = 1000;
/** A server that was down looks back so far for days that nobody wrote down. */
const lookBackMs = 40 * dayMs;

/** Draws up the report of a day; its id, or null where it could not be. */
export type DayReport = (guarantee: Guarantee, date: string) => Promise<string | null>;

export class GuaranteeWatch {
  readonly #report: DayReport;
  readonly #turns: InTurn;
  /** the last local day whose end was looked after */
  #day = -1;

  constructor(report: DayReport, turns: InTurn) {
    this.#report = report;
    this.#turns = turns;
  }

  async run(state: FleetState, history: GuaranteeHistory, commit: GroupCommit, at: Millis): Promise<void> {
    if (state.guarantees.refresh(at)) {
      await commit.run((unit) => {
        unit.touchedTerms = true;
      });
    }
    const today = localDay(at);
    if (today === this.#day) return;
    await this.#writeDays(history, commit, at);
    this.#day = today;
  }

  async #writeDays(history: GuaranteeHistory, commit: GroupCommit, at: Millis): Promise<void> {
    const recent = await history.notOver(formatLocalDay(localDay(at - lookBackMs)));
    const known = new Set(
      (await history.days(recent.map(({ id }) => id))).map((day) => `${day.guaranteeId} ${day.date}`),
    );
    for (const guarantee of recent) {
      for (const date of daysOver(guarantee, at)) {
        if (known.has(`${guarantee.id} ${date}`)) continue;
        const day = parseLocalDay(date);
        const { stood, opened, standing } = await history.faultsIn(guarantee, dayStart(day), dayEnd(day));
        const figures = { at, faults: stood, opened, standing, reportId: null, sentAt: null, sentBy: null };
        const row = { guaranteeId: guarantee.id, date, ...figures };
        await commit.run((unit) => unit.put("guaranteeDay", row));
        const reportId = await this.#report(guarantee, date);
        if (reportId !== null) await this.#link(history, commit, row, reportId);
      }
    }
  }

  /** Somebody may have marked the day as sent meanwhile. */
  #link(history: GuaranteeHistory, commit: GroupCommit, row: GuaranteeDay, reportId: string): Promise<void> {
    return this.#turns.run(row.guaranteeId, async () => {
      const now = (await history.days([row.guaranteeId])).find(({ date }) => date === row.date) ?? row;
      await commit.run((unit) => unit.put("guaranteeDay", { ...now, reportId }));
    });
  }
}

function daysOver(guarantee: Guarantee, at: Millis): string[] {
  const end = Math.min(at, endsAt(guarantee), guarantee.withdrawnAt ?? at);
  const dates: string[] = [];
  for (let day = localDay(startsAt(guarantee)); dayEnd(day) <= end; day++) dates.push(formatLocalDay(day));
  return dates;
}
