import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayStart, parseLocalDay, weekday } from "../sla/local-day.ts";
import { prepareCalendars } from "../sla/working-calendar.ts";
import { dayMs } from "../time.ts";
import { dayKind, priorWeights } from "./day-kind.ts";
import { type ForecastInput, forecastSupply } from "./forecast.ts";
import type { SupplyDay } from "./supply-days.ts";
import { daysOf, unfold, withDay } from "./supply-days.ts";

const [{ calendar }] = prepareCalendars([]).publications;
/** a Monday */
const from = parseLocalDay("2026-06-01");

function days(levels: readonly (number | null)[], replaced: readonly number[] = []): SupplyDay[] {
  return levels.map((level, n) => ({ day: from + n, level, replaced: replaced.includes(n) }));
}

function input(known: readonly SupplyDay[], over: Partial<ForecastInput> = {}): ForecastInput {
  const now = dayStart(from + known.length);
  const level = known.findLast((day) => day.level !== null)?.level ?? 0;
  const kindOf = (day: number) => dayKind(calendar, day);
  return { days: known, level, capacity: 100, observedAt: now, now, kindOf, priors: priorWeights(null), ...over };
}

const left = (of: ForecastInput) => {
  const { emptyAt } = forecastSupply(of);
  if (emptyAt === null) throw new Error("no forecast");
  return (emptyAt.mid - of.now) / dayMs;
};

/** `perDay` on working days, nothing at weekends. */
function office(count: number, perDay: number, start = 100): number[] {
  let level = start;
  return Array.from({ length: count }, (_, n) => {
    level -= weekday(from + n) < 5 ? perDay : 0;
    return level;
  });
}

describe("days left", () => {
  it("skip the weekends that are still to come", () => {
    // 10 % left at two a working day: from a Sunday's end a week of work, from a Friday's end the weekend besides
    const onSunday = left(input(days(office(63, 2))));
    const onFriday = left(input(days(office(61, 2))));
    expect(onSunday).toBeGreaterThan(4);
    expect(onSunday).toBeLessThan(5.2);
    expect(onFriday - onSunday).toBeGreaterThan(1.5);
    expect(onFriday - onSunday).toBeLessThan(2.6);
  });

  it("do not take a replacement for negative use, marked or not", () => {
    const twice = [...office(30, 3), ...office(30, 3)];
    const plain = forecastSupply(input(days(twice, [30])));
    expect(plain.perDay).toBeCloseTo((3 * 5) / 7, 0);
    expect(forecastSupply(input(days(twice))).perDay).toBeCloseTo(plain.perDay ?? 0, 1);
  });

  it("do not take a sensor that fails for a day for use", () => {
    const known = office(42, 1);
    const failing = known.map((level, n) => (n === 20 ? 0 : level));
    expect(forecastSupply(input(days(failing))).perDay).toBeCloseTo(forecastSupply(input(days(known))).perDay ?? 0, 1);
  });

  it("do not change by days the sensor was silent, and do not count those it was silent across a replacement", () => {
    const known = office(56, 1);
    const gaps = known.map((level, n) => (n % 9 > 5 ? null : level));
    expect(forecastSupply(input(days(gaps))).perDay).toBeCloseTo(5 / 7, 1);
    const across = [...office(28, 2), null, null, ...office(28, 2)];
    const { basisDays, perDay } = forecastSupply(input(days(across, [29])));
    expect(basisDays).toBe(54);
    expect(perDay).toBeCloseTo((2 * 5) / 7, 1);
  });

  it("go on between two steps of a coarse sensor", () => {
    const exact = Array.from({ length: 60 }, (_, n) => 100 - n * 0.6);
    const shown = exact.map((level) => Math.ceil(level / 5) * 5);
    const truth = (exact.at(-1) ?? 0) / 0.6;
    expect(Math.abs(left(input(days(shown))) - truth)).toBeLessThan(6);
  });

  it("count in the level's own unit where a capacity is told, and where none is", () => {
    const sheets = days(office(42, 10, 500));
    const level = sheets.at(-1)?.level ?? 0;
    for (const capacity of [500, null]) {
      const { perDay } = forecastSupply(input(sheets, { capacity, level }));
      expect(perDay).toBeCloseTo(50 / 7, 0);
    }
  });

  it("begin at the last known level, not at the moment somebody looks", () => {
    const known = days(office(42, 1));
    const now = dayStart(from + 42);
    const fresh = forecastSupply(input(known));
    expect(forecastSupply(input(known, { observedAt: now, now: now + 3 * dayMs })).emptyAt).toEqual(fresh.emptyAt);
  });
});

describe("what cannot be told", () => {
  it.each([
    ["word", input(days(office(42, 1)), { level: "some" })],
    ["too-short", input(days(office(4, 1)))],
    ["not-falling", input(days(Array.from({ length: 30 }, () => 80)))],
    ["stale", input(days(office(42, 1)), { now: dayStart(from + 42 + 8) })],
  ] as const)("is unknown, and says why: %s", (why, of) => {
    const stale = why === "stale" ? { ...of, observedAt: dayStart(from + 42) } : of;
    expect(forecastSupply(stale)).toMatchObject({ method: "none", unknownWhy: why, emptyAt: null });
  });

  it("is no reason where it is empty already", () => {
    const found = forecastSupply(input(days(office(42, 1)), { level: 0 }));
    expect(found).toMatchObject({ unknownWhy: null });
    expect(found.emptyAt?.late).toBe(dayStart(from + 42));
  });
});

describe("the band", () => {
  it("holds its middle, lies ahead of the level it begins with, and is wider for uneven use", () => {
    const even = forecastSupply(input(days(office(60, 1))));
    const uneven = office(60, 0).map((_, n) => 100 - Math.floor(n / 7) * 5 - (n % 7 === 6 && n % 2 === 0 ? 4 : 0));
    const wide = forecastSupply(input(days(uneven), { level: even.perDay === null ? 0 : 57 }));
    const width = (of: typeof even) => ((of.emptyAt?.late ?? 0) - (of.emptyAt?.early ?? 0)) / (of.emptyAt?.mid ?? 1);
    expect(width(wide)).toBeGreaterThan(width(even));
  });

  it("is in order for any levels whatever", () => {
    const level = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null });
    fc.assert(
      fc.property(fc.array(level, { minLength: 1, maxLength: 90 }), fc.integer({ min: 0, max: 100 }), (levels, now) => {
        const of = input(days(levels), { level: now });
        const { emptyAt, perDay, unknownWhy } = forecastSupply(of);
        expect(emptyAt === null).toBe(unknownWhy !== null);
        if (emptyAt === null) return;
        expect(emptyAt.early).toBeGreaterThanOrEqual(of.observedAt);
        expect(emptyAt.mid).toBeGreaterThanOrEqual(emptyAt.early);
        expect(emptyAt.late).toBeGreaterThanOrEqual(emptyAt.mid);
        expect(Number.isFinite(perDay ?? 0)).toBe(true);
      }),
    );
  });
});

describe("the days of a supply", () => {
  const month = { month: from, levels: [], replaced: [] } as const;
  it("are kept by month with what is not known between, and a day that is known stays as it is", () => {
    const first = withDay({ ...month, levels: [90, null, 88] }, from + 4, 85, true);
    expect(first).toMatchObject({ levels: [90, null, 88, null, 85], replaced: [from + 4] });
    expect(withDay(first, from, 1, false).levels[0]).toBe(90);
  });

  it("follow each other over months without a hole", () => {
    const later = { month: from + 30, levels: [50], replaced: [] };
    const all = unfold([{ month: from, levels: [null, 90], replaced: [from + 2] }, later]);
    expect(all.map(({ day }) => day - from)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    expect(daysOf([later])).toEqual([{ date: "2026-07-01", level: 50, replaced: false }]);
  });
});
