import { ContractId, type InspectionRules, KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { dayStart, formatLocalDay, parseLocalDay } from "../sla/local-day.ts";
import { Duty } from "./duty.ts";
import type { StoredWaiver } from "./records.ts";
import { dutyFrom, dutySpans, standings, windowFromOf } from "./windows.ts";

const contractId = ContractId.parse("changning");
const kioskId = KioskId.parse("cn-014");
const term = { from: "2026-09-01", to: "2027-05-31" };

function version(n: number, rules: InspectionRules["rules"], appliesFrom = term.from, at = 0): InspectionRules {
  return { contractId, version: n, term, rules, reportWorkingDays: 5, appliesFrom, note: "", by: "", at };
}
const every = (months: number, minDaysLeft = 30) =>
  ({ kind: "hardware", every: { months }, minDaysLeft, maxGapDays: 75 }) as const;
const twoMonths = version(1, [every(2)]);

const day = (text: string) => dayStart(parseLocalDay(text));
const start = parseLocalDay(term.from);

function spans(versions: readonly InspectionRules[], kind: "hardware" | "app" = "hardware", entered = start) {
  return dutySpans(versions, kind, entered).map(({ from, to, stub }) =>
    [formatLocalDay(from), formatLocalDay(to), stub ? "stub" : ""].join(" ").trim(),
  );
}

describe("weekly windows", () => {
  const weekly = version(1, [{ kind: "app", every: { weeks: 1 }, minDaysLeft: 3, maxGapDays: null }]);
  it("run from Monday to Sunday, shorter at the ends of the term", () => {
    const found = spans([{ ...weekly, term: { from: "2026-09-01", to: "2026-09-16" } }], "app");
    expect(found).toEqual(["2026-09-01 2026-09-06", "2026-09-07 2026-09-13", "2026-09-14 2026-09-16 stub"]);
  });
  it("of two weeks begin with the week the term begins in", () => {
    const twice = [{ kind: "app", every: { weeks: 2 }, minDaysLeft: 3, maxGapDays: null }] as const;
    const found = spans([{ ...weekly, rules: [...twice], term: { from: "2026-09-03", to: "2026-09-30" } }], "app");
    expect(found.slice(0, 2)).toEqual(["2026-09-03 2026-09-13", "2026-09-14 2026-09-27"]);
  });
});

describe("rules changed in the middle of a term", () => {
  it("leave the window that has begun as it was; the next one follows the new version", () => {
    const found = spans([twoMonths, version(2, [every(1, 15)], "2026-10-15")]);
    expect(found.slice(0, 3)).toEqual(["2026-09-01 2026-10-31", "2026-11-01 2026-11-30", "2026-12-01 2026-12-31"]);
  });
  it("leave no day to two windows, and none to neither where enough of it is left", () => {
    const found = spans([twoMonths, version(2, [every(3)], "2026-10-15")]);
    expect(found.slice(0, 3)).toEqual(["2026-09-01 2026-10-31", "2026-11-01 2026-11-30 stub", "2026-12-01 2027-02-28"]);
  });
  it("that drop a kind end it after the window that has begun", () => {
    expect(spans([twoMonths, version(2, [], "2026-10-15")])).toEqual(["2026-09-01 2026-10-31"]);
  });
});

describe("a terminal", () => {
  const later = version(1, [every(2)], term.from, day("2026-09-20"));
  it("that was there when the rules were entered owes from the beginning of the term", () => {
    expect(dutyFrom(day("2026-09-20"), [later])).toBe(start);
  });
  it("that came later owes from the day it came, and its first window is a short one", () => {
    const entered = dutyFrom(day("2026-11-20"), [later]);
    expect(spans([later], "hardware", entered)[0]).toBe("2026-11-20 2026-12-31 stub");
  });
});

describe("at the ends of two windows", () => {
  const [first, second] = dutySpans([twoMonths], "hardware", start);
  const both = [first, second].filter((span) => span !== undefined);
  const states = (...visited: string[]) =>
    standings(
      both,
      visited.map((text, index) => ({ at: Date.parse(`${text}+08:00`), id: String(index) })),
      () => false,
      day("2026-11-05"),
    ).map(({ state }) => state);
  it("an inspection at 24:00 of the last day still does the window that ends", () => {
    expect(states("2026-11-01T00:00:00")).toEqual(["done", "open"]);
  });
  it("a millisecond later it does the next one, and the first stays missed", () => {
    expect(states("2026-11-01T00:00:00.001")).toEqual(["missed", "done"]);
  });
  it("an instant belongs to the window of its day", () => {
    expect(windowFromOf(both, day("2026-11-01"))).toBe("2026-11-01");
    expect(windowFromOf(both, day("2026-08-31"))).toBeNull();
  });
});

describe("a waiver", () => {
  const waiver = (overrides: Partial<StoredWaiver>): StoredWaiver => ({
    ...{ id: "w", contractId, kioskId, kind: "hardware", from: "2026-10-01", to: null, reason: "停用" },
    ...{ approvedBy: "甲方", evidence: [], by: "经理", at: day("2026-10-02"), endedOn: null, endedBy: null },
    ...overrides,
  });
  const kiosk = { id: kioskId, createdAt: 0 };
  const states = (asOf: string, overrides: Partial<StoredWaiver> = {}) =>
    new Duty([twoMonths], [waiver(overrides)], day(asOf))
      .ofKiosk(kiosk, new Map())
      .flatMap(({ standings: all }) => all.map(({ state }) => state));
  it("without an end waives every window that ends in it", () => {
    expect(states("2027-01-05")).toEqual(["waived", "waived", "waived", "waived", "waived"]);
  });
  it("taken back waives what ended before that day", () => {
    expect(states("2027-01-05", { endedOn: "2026-12-20" })).toEqual(["waived", "missed", "open", "future", "future"]);
  });
  it("recorded after a window has ended leaves it missed", () => {
    expect(states("2027-01-05", { at: day("2026-11-03") }).slice(0, 2)).toEqual(["missed", "waived"]);
  });
  it("of another kind waives nothing", () => {
    expect(states("2026-11-05", { kind: "system" })[0]).toBe("missed");
  });
  it("keeps a terminal from being warned of while it holds", () => {
    const gaps = (overrides: Partial<StoredWaiver>) =>
      new Duty([twoMonths], [waiver(overrides)], day("2026-12-01")).gapsOf(kiosk, new Map());
    expect(gaps({ endedOn: "2026-11-20" })).toEqual([{ kind: "hardware", days: 91, maxDays: 75 }]);
    expect(gaps({})).toEqual([]);
  });
});

describe("the gap since the last inspection", () => {
  const kiosk = { id: kioskId, createdAt: 0 };
  const gaps = (today: string, last?: string) => {
    const visits = last === undefined ? [] : [{ at: day(last), id: "i" }];
    return new Duty([twoMonths], [], day(today)).gapsOf(kiosk, new Map([["hardware", visits]]));
  };
  it("is warned of on the day after it has reached the rule's days", () => {
    expect(gaps("2026-11-15", "2026-09-01")).toEqual([]);
    expect(gaps("2026-11-16", "2026-09-01")).toEqual([{ kind: "hardware", days: 76, maxDays: 75 }]);
  });
  it("counts from the beginning of the term where nothing was done", () => {
    expect(gaps("2026-11-16")).toEqual([{ kind: "hardware", days: 76, maxDays: 75 }]);
  });
  it("is none after the term", () => {
    expect(gaps("2027-06-01")).toEqual([]);
  });
});
