import { ContractId, KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { prepareCalendars } from "../sla/working-calendar.ts";
import { hourMs } from "../time.ts";
import { freezeOf, frozen, runningAt, tighterBy } from "./book.ts";
import { type Guarantee, stateOf } from "./guarantee.ts";
import { roundsOf, roundView } from "./rounds.ts";

const at = (text: string) => Date.parse(`${text.replace(" ", "T")}+08:00`);
const contractId = ContractId.parse("changning");
const [one, two] = [KioskId.parse("cn-001"), KioskId.parse("cn-002")];

/** 2026: the National Day week is off, Saturday 10-10 is worked for it. */
const calendars = prepareCalendars([
  {
    id: "2026",
    kind: "official",
    publishedAt: 0,
    recordedAt: 0,
    from: "2026-01-01",
    to: "2026-12-31",
    off: ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"],
    work: ["2026-10-10"],
    source: "",
  },
]);

function guarantee(changes: Partial<Guarantee> = {}): Guarantee {
  return {
    ...{ id: "g1", contractId, title: "进博会", from: "2026-11-05", to: "2026-11-06", kioskIds: null },
    ...{ patrolEveryHours: 4, patrolFromMin: 8 * 60, patrolToMin: 18 * 60, lowPercent: 30, changeFreeze: true },
    ...{ declaredBy: "甲方", enteredBy: "陈", enteredAt: at("2026-10-20 09:00"), note: "", evidence: [] },
    ...{ closing: null, withdrawnAt: null, withdrawnWhy: null, version: 1 },
    ...changes,
  };
}

const dueOf = (changes: Partial<Guarantee>, known = calendars) =>
  roundsOf(guarantee(changes), known, at("2026-10-20 09:00"))[0]?.dueAt;

describe("the inspection before", () => {
  it.each([
    ["on a weekday, the day before", "2026-11-05", "2026-11-04 18:00"],
    ["on a Monday, the Friday before", "2026-11-09", "2026-11-06 18:00"],
    ["after a week off, the day before it", "2026-10-08", "2026-09-30 18:00"],
    ["after a Saturday that is worked, that Saturday", "2026-10-11", "2026-10-10 18:00"],
  ])("%s", (_, from, due) => {
    expect(dueOf({ from, to: from, enteredAt: at("2026-09-01 09:00") })).toBe(at(due));
  });
  it("has no due time where no calendar knows the days before", () => {
    expect(dueOf({ from: "2027-02-10", to: "2027-02-10" })).toBeNull();
    expect(dueOf({}, prepareCalendars([]))).toBeNull();
  });
});

describe("patrols", () => {
  const rounds = roundsOf(guarantee(), calendars, at("2026-11-05 00:00")).slice(1);
  it("begin every so many hours of each day, the last ending with the day's hours", () => {
    expect(rounds.map(({ fromAt, dueAt }) => [fromAt, dueAt])).toEqual(
      ["2026-11-05", "2026-11-06"].flatMap((day) => [
        [at(`${day} 08:00`), at(`${day} 12:00`)],
        [at(`${day} 12:00`), at(`${day} 16:00`)],
        [at(`${day} 16:00`), at(`${day} 18:00`)],
      ]),
    );
  });
  it("count what was done within the round, and call the rest missed once it is over", () => {
    const [first] = rounds;
    if (first === undefined) throw new Error("no patrol");
    const done = new Map([
      [one, [at("2026-11-05 08:00")]],
      [two, [at("2026-11-05 12:00") + 1, at("2026-11-05 07:59")]],
    ]);
    const seen = (when: string) => roundView(first, [one, two], done, first.dueAt ?? 0, at(when));
    expect(seen("2026-11-05 11:59")).toMatchObject({ owed: 2, done: 1, missed: 0, openKioskIds: [two] });
    expect(seen("2026-11-05 12:01")).toMatchObject({ owed: 2, done: 1, missed: 1 });
  });
  it("an inspection before that comes late is done and missed", () => {
    const [pre] = roundsOf(guarantee(), calendars, at("2026-11-05 00:00"));
    if (pre === undefined) throw new Error("no inspection before");
    const late = new Map([[one, [at("2026-11-04 20:00")]]]);
    expect(roundView(pre, [one], late, at("2026-11-05 00:00"), at("2026-11-04 21:00"))).toMatchObject({
      done: 1,
      missed: 1,
    });
  });
});

describe("a guarantee", () => {
  it.each<[string, Partial<Guarantee>, string]>([
    ["2026-11-04 23:59", {}, "planned"],
    ["2026-11-05 00:00", {}, "running"],
    ["2026-11-06 23:59", {}, "running"],
    ["2026-11-07 00:00", {}, "ended"],
    ["2026-11-07 09:00", { closing: { at: at("2026-11-07 08:00"), by: "", summary: "" } }, "closed"],
    ["2026-11-05 09:00", { withdrawnAt: at("2026-11-05 08:00") }, "withdrawn"],
    ["2026-11-05 07:00", { withdrawnAt: at("2026-11-05 08:00") }, "running"],
  ])("at %s with %j is %s", (when, changes, state) => {
    expect(stateOf(guarantee(changes), at(when))).toBe(state);
  });
  it("freezes its own terminals and contract, the one that ends last being named", () => {
    const short = guarantee({ kioskIds: [one] });
    const long = guarantee({ id: "g2", title: "两会", to: "2026-11-08", kioskIds: [one] });
    const running = runningAt(
      [short, long, guarantee({ id: "g3", from: "2026-12-01", to: "2026-12-01" })],
      at("2026-11-05 09:00"),
    );
    expect(running).toHaveLength(2);
    expect(freezeOf(running, contractId, one)).toEqual({ title: "两会", until: at("2026-11-09 00:00") });
    expect(freezeOf(running, contractId, null)?.title).toBe("两会");
    expect(freezeOf(running, contractId, two)).toBeUndefined();
    expect(freezeOf(running, ContractId.parse("dazhou"), one)).toBeUndefined();
    expect(freezeOf([guarantee({ changeFreeze: false })], contractId, one)).toBeUndefined();
    expect(frozen({ title: "两会", until: at("2026-11-09 00:00") }).detail).toBe("两会 (2026-11-08)");
  });
  it("tightens nothing that it does not name", () => {
    expect(tighterBy([guarantee({ lowPercent: null })])).toEqual([]);
    expect(tighterBy([guarantee({ kioskIds: [two] })])).toEqual([{ lowPercent: 30, kioskIds: new Set([two]) }]);
  });
  it("has no patrol that would last longer than its hours", () => {
    const all = roundsOf(guarantee({ patrolEveryHours: 24 }), calendars, 0).slice(1);
    expect(all.map(({ fromAt, dueAt }) => ((dueAt ?? 0) - fromAt) / hourMs)).toEqual([10, 10]);
  });
});
