import type { ScoreLine, ScoreRow } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { loadFormulas, scoreSheet } from "../../sla-formulas.ts";
import { deductionsOf } from "./deductions.ts";
import { monthOf, monthSpan } from "./score.ts";

const hour = 3_600_000;

describe("a month", () => {
  it("begins and ends at midnight in Shanghai", () => {
    expect(monthSpan("2026-11")).toEqual({ from: Date.UTC(2026, 9, 31, 16), to: Date.UTC(2026, 10, 30, 16) });
    expect(monthSpan("2026-12").to).toBe(Date.UTC(2026, 11, 31, 16));
  });
  it("of an instant is Shanghai's", () => {
    expect(monthOf(Date.UTC(2026, 10, 30, 15, 59))).toBe("2026-11");
    expect(monthOf(Date.UTC(2026, 10, 30, 16))).toBe("2026-12");
  });
});

const row = (orderId: string, verdict: ScoreRow["verdict"]): ScoreRow => ({
  orderId,
  orderNumber: orderId,
  titleZh: "",
  titleEn: "",
  kioskName: "",
  clock: "SC-L2:first_response",
  startAt: 0,
  dueAt: hour,
  completedAt: null,
  verdict,
  lateMs: 0,
  dispute: null,
});

function line(milestone: string, role: ScoreLine["role"], ...rows: ScoreRow[]): ScoreLine {
  const of = (verdict: string) => rows.filter((one) => one.verdict === verdict).length;
  const counts = { met: of("met"), metLate: of("met_late"), breached: of("breached"), running: of("running") };
  return { policy: "SC-L2", milestone, role, zh: "", en: "", clause: "S1", ...counts, rows };
}

describe("points lost by the sheet that is shipped (S2, S3)", () => {
  const sheet = scoreSheet(loadFormulas());
  if (sheet === undefined) throw new Error("no sheet");
  const cost = (...lines: ScoreLine[]) => {
    const { rows, totalTenths } = deductionsOf(lines, sheet);
    return { ...Object.fromEntries(rows.map(({ fact, tenths }) => [fact, tenths])), totalTenths };
  };
  it("a late answer costs 0.1, none 0.5, and what was in time nothing", () => {
    const answers = line("first_response", "governing", row("a", "met_late"), row("b", "breached"), row("c", "met"));
    expect(cost(answers)).toEqual({ responsesLate: 1, responsesNone: 5, faultsMissed: 0, totalTenths: 6 });
  });
  it("a fault costs 0.5 once, however many of its limits were missed", () => {
    const found = [line("resolve", "governing", row("a", "met_late")), line("plan", "governing", row("a", "breached"))];
    expect(cost(...found)).toMatchObject({ faultsMissed: 5, totalTenths: 5 });
  });
  it("other readings cost nothing", () => {
    expect(cost(line("resolve", "reading", row("a", "breached")))).toMatchObject({ totalTenths: 0 });
  });
  it("an item never costs more than its full score", () => {
    const many = Array.from({ length: 30 }, (_, n) => row(`o${n}`, "breached"));
    expect(cost(line("first_response", "governing", ...many))).toMatchObject({ responsesNone: 150, totalTenths: 100 });
  });
});
