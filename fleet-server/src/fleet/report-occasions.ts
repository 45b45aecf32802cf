// What guarantees and drills tell the room of reports: their records as facts, frozen there.
import type { ContractId, ReportTable } from "@kiosk/contract";
import { covers, endsAt, type Guarantee, type GuaranteeDay, startsAt } from "../domain/guarantee/guarantee.ts";
import { column, table } from "../domain/report/facts.ts";
import { dayEnd, dayStart, formatLocalDay, localDay, parseLocalDay } from "../domain/sla/local-day.ts";
import type { GuaranteeHistory, ProblemHistory } from "../guarantee-ports.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock } from "../ports.ts";
import type { OccasionFacts, OccasionSource } from "../report-ports.ts";
import { dailyDueMs, guaranteeView } from "./guarantee-view.ts";

const listed = 500;

export class GuaranteeOccasions implements OccasionSource {
  readonly #o: {
    readonly state: FleetState;
    readonly guarantees: GuaranteeHistory;
    readonly problems: ProblemHistory;
    readonly clock: Clock;
  };

  constructor(parts: { state: FleetState; guarantees: GuaranteeHistory; problems: ProblemHistory; clock: Clock }) {
    this.#o = parts;
  }

  async occasion(
    kind: Parameters<OccasionSource["occasion"]>[0],
    subjectId: string,
    date: string | null,
  ): Promise<OccasionFacts | undefined> {
    if (kind === "drill") return this.#drill(subjectId);
    const guarantee = await this.#o.guarantees.find(subjectId);
    if (guarantee === undefined) return undefined;
    const days = await this.#o.guarantees.days([guarantee.id]);
    if (kind === "guarantee-closing") return this.#closing(guarantee, days);
    const day = days.find((one) => one.date === date);
    return day === undefined ? undefined : await this.#day(guarantee, day);
  }

  async inSpan(contractId: ContractId, from: string, to: string): Promise<readonly OccasionFacts[]> {
    const { guarantees, problems } = this.#o;
    const inside = (await guarantees.list(new Set([contractId]), listed)).filter(
      (one) => one.from <= to && one.to >= from && one.withdrawnAt === null,
    );
    const days = await guarantees.days(inside.map(({ id }) => id));
    const told = inside.map((one) => {
      const own = days.filter((day) => day.guaranteeId === one.id && day.date >= from && day.date <= to);
      return { ...this.#head(one), tables: [], faults: sumOf(own), summary: one.closing?.summary ?? "" };
    });
    const span = [dayStart(parseLocalDay(from)), dayEnd(parseLocalDay(to))] as const;
    const drills = await problems.drills(contractId, ...span, listed);
    return [...told, ...(await Promise.all(drills.map(async ({ id }) => (await this.#drill(id)) ?? [])))].flat();
  }

  #head(guarantee: Guarantee): Pick<OccasionFacts, "contractId" | "zh" | "from" | "to" | "dueAt" | "kiosks"> {
    const { contractId, title: zh, from, to } = guarantee;
    return { contractId, zh, from, to, dueAt: null, kiosks: this.#kiosksOf(guarantee).length };
  }

  #kiosksOf(guarantee: Guarantee) {
    return [...this.#o.state.kiosks].filter(
      ({ master }) => master.contractId === guarantee.contractId && covers(guarantee, master.id),
    );
  }

  async #rounds(guarantee: Guarantee, from: number, to: number): Promise<ReportTable> {
    const { state, guarantees, clock } = this.#o;
    const view = guaranteeView(
      guarantee,
      {
        kiosks: this.#kiosksOf(guarantee).map(({ master }) => master.id),
        patrolled: await guarantees.patrolled(guarantee.contractId, guarantee.enteredAt),
        days: [],
        calendars: state.calendars,
      },
      clock.now(),
    );
    const rounds = view.rounds.filter((round) => round.fromAt < to && (round.dueAt ?? to) > from);
    return table(
      "rounds",
      ["巡检与巡查轮次", "Rounds"],
      [
        column("kind", "轮次", "Round"),
        column("from", "开始", "From", "instant"),
        column("due", "截止", "Until", "instant"),
        column("owed", "应检", "Owed", "int"),
        column("done", "已检", "Done", "int"),
        column("missed", "漏检", "Missed", "int"),
      ],
      rounds.map((r) => [
        r.kind === "pre-inspection" ? "保障前巡检" : "巡查",
        ...[r.fromAt, r.dueAt, r.owed, r.done, r.missed],
      ]),
    );
  }

  async #day(guarantee: Guarantee, day: GuaranteeDay): Promise<OccasionFacts> {
    const at = parseLocalDay(day.date);
    const faults = table(
      "faults",
      ["当日故障", "Faults of the day"],
      [
        column("stood", "当日存在", "Stood", "int"),
        column("opened", "当日新增", "New", "int"),
        column("standing", "日终未恢复", "Not cleared by midnight", "int"),
      ],
      [[day.faults, day.opened, day.standing]],
    );
    return {
      ...this.#head(guarantee),
      ...{ from: day.date, to: day.date, dueAt: dayEnd(at) + dailyDueMs, faults: day.faults, summary: "" },
      tables: [faults, await this.#rounds(guarantee, dayStart(at), dayEnd(at))],
    };
  }

  async #closing(guarantee: Guarantee, days: readonly GuaranteeDay[]): Promise<OccasionFacts> {
    const daily = table(
      "days",
      ["每日零故障报告", "Daily zero-fault reports"],
      [
        column("date", "日期", "Day", "day"),
        column("faults", "故障", "Faults", "int"),
        column("opened", "新增", "New", "int"),
        column("standing", "未恢复", "Not cleared", "int"),
        column("sent", "报送时间", "Sent", "instant"),
      ],
      days.map((day) => [day.date, day.faults, day.opened, day.standing, day.sentAt]),
    );
    return {
      ...this.#head(guarantee),
      ...{ faults: sumOf(days), summary: guarantee.closing?.summary ?? "" },
      tables: [
        daily,
        await this.#rounds(guarantee, guarantee.enteredAt, Math.max(endsAt(guarantee), startsAt(guarantee))),
      ],
    };
  }

  async #drill(id: string): Promise<OccasionFacts | undefined> {
    const drill = await this.#o.problems.findDrill(id);
    if (drill === undefined) return undefined;
    const day = formatLocalDay(localDay(drill.at));
    const record = table(
      "record",
      ["演练记录", "Record of the drill"],
      [column("what", "项目", "What"), column("text", "内容", "Text")],
      [
        ["参加人员", drill.people],
        ["经过", drill.course],
        ["发现与改进", drill.findings],
      ],
    );
    return {
      ...{ contractId: drill.contractId, zh: drill.scenario, from: day, to: day, dueAt: null, kiosks: 0 },
      ...{ tables: [record], faults: null, summary: drill.findings },
    };
  }
}

/** How many faults began on those days; null where no day is over yet. */
function sumOf(days: readonly GuaranteeDay[]): number | null {
  return days.length === 0 ? null : days.reduce((sum, day) => sum + day.opened, 0);
}
