import { describe, expect, it } from "vitest";
import { type Formula, loadFormulas } from "../../sla-formulas.ts";
import { grade, score, stepPenaltyTenths } from "./assessment.ts";
import { damages } from "./damages.ts";

function formula<K extends Formula["kind"]>(kind: K): Extract<Formula, { kind: K }> {
  const found = loadFormulas().find((f): f is Extract<Formula, { kind: K }> => f.kind === kind);
  if (found === undefined) throw new Error(`no formula of kind ${kind}`);
  return found;
}

describe("points lost in the assessment (clauses S2, S3)", () => {
  const { items } = formula("score");
  it("are counted in tenths, fact by fact", () => {
    const facts = { faultsMissed: 2, inspectionsLate: 2, inspectionsMissed: 1, responsesNone: 1 };
    expect(score(items, facts)).toMatchObject({
      deductionTenths: { faults: 10, inspections: 7, responses: 5, dailyReports: 0 },
      totalTenths: 22,
    });
  });
  it("never exceed the full score of an item", () => {
    expect(score(items, { faultsMissed: 25 })).toMatchObject({ deductionTenths: { faults: 100 }, totalTenths: 100 });
  });
  it("never exceed it over all the deductions of an item", () => {
    const { deductionTenths, totalTenths } = score(items, { dailyReportsMissing: 48, monthlyReportsMissing: 1 });
    expect([deductionTenths.dailyReports, deductionTenths.monthlyReports, totalTenths]).toEqual([48, 2, 50]);
  });
});

describe("the grade (clause S4)", () => {
  const scale = formula("grade");
  it("weighs the mean of the quarters and the final score", () => {
    expect(grade(scale, [920, 880, 790, 910], 900)).toMatchObject({ scoreTenths: 890, zh: "良", finePercent: 0 });
  });
  it("is reached at its bound and not a tenth below", () => {
    const of = (tenths: number) => grade(scale, [tenths], tenths).zh;
    expect([900, 899, 800, 799, 600, 599].map(of)).toEqual(["优", "良", "良", "合格", "合格", "不合格"]);
  });
  it("is that of the score rounded half up to a tenth", () => {
    expect(grade(scale, [899, 899, 899, 898], 900)).toMatchObject({ scoreTenths: 900, zh: "优" });
    expect(grade(scale, [899, 899, 898, 898], 900)).toMatchObject({ scoreTenths: 899, zh: "良" });
  });
  it("brings the fine of the lower two", () => {
    expect([grade(scale, [700], 700).finePercent, grade(scale, [500], 500).finePercent]).toEqual([5, 10]);
  });
});

describe("a penalty by steps (clause S5)", () => {
  const down = { everyMs: 300_000, tenths: 10, round: "down" } as const;
  it("charges completed steps, or commenced ones where the contract says so", () => {
    expect([stepPenaltyTenths(down, 899_999), stepPenaltyTenths({ ...down, round: "up" }, 899_999)]).toEqual([20, 30]);
    expect([stepPenaltyTenths(down, 900_000), stepPenaltyTenths({ ...down, round: "up" }, 900_000)]).toEqual([30, 30]);
  });
  it("charges nothing for what was in time", () => {
    expect([stepPenaltyTenths(down, 0), stepPenaltyTenths({ ...down, round: "up" }, -5)]).toEqual([0, 0]);
  });
});

describe("damages for delay (clause M1)", () => {
  const terms = formula("damages");
  const fees = { delayedServiceFeeFen: 20_000_000, contractPriceFen: 100_000_000 };
  it("are given by the day and by the week commenced", () => {
    expect(damages(terms, { ...fees, daysLate: 10 })).toEqual({
      perDayReadingFen: 1_000_000,
      perWeekReadingFen: 200_000,
      capFen: 5_000_000,
    });
  });
  it("stop at the cap", () => {
    expect(damages(terms, { ...fees, daysLate: 51 }).perDayReadingFen).toBe(5_000_000);
    expect(damages(terms, { ...fees, daysLate: 400 }).perWeekReadingFen).toBe(5_000_000);
  });
  it("are whole fen", () => {
    expect(damages(terms, { delayedServiceFeeFen: 101, contractPriceFen: 100_000, daysLate: 1 }).perDayReadingFen).toBe(
      1,
    );
  });
});
