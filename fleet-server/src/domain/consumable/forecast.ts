// When a supply will be empty, with a band. The method, and why it:
//  - use follows people, and people follow weekdays and holidays: what is learned is the use of each kind of day
//    (use-profile.ts), and days ahead are walked one by one by the working calendar;
//  - what is old counts less, so that a season or a new service moves the rate within weeks;
//  - replacements and gaps of the sensor are left out, wide steps (5 %) are known as such and the level between two of them
//    is what the rate says;
//  - the band is the spread of what weeks differed by, the doubt about the rate, and that rates drift.
import type { EmptyBand, SupplyForecast } from "@kiosk/contract";
import { dayStart, localDay } from "../sla/local-day.ts";
import { dayMs, type Millis } from "../time.ts";
import type { DayKind } from "./day-kind.ts";
import type { SupplyDay } from "./supply-days.ts";
import { type KindOf, learnUse, profileDays, type UseProfile } from "./use-profile.ts";

export interface ForecastInput {
  /** whole days up to yesterday, oldest first, without a hole */
  readonly days: readonly SupplyDay[];
  /** as it was last told; a word: no amount is told */
  readonly level: number | string;
  /** the full amount in the level's unit; null: not told */
  readonly capacity: number | null;
  /** when it was last confirmed */
  readonly observedAt: Millis;
  readonly now: Millis;
  readonly kindOf: KindOf;
  readonly priors: Readonly<Record<DayKind, number>>;
}

export type Forecast = Pick<SupplyForecast, "method" | "basisDays" | "perDay" | "emptyAt" | "unknownWhy">;

/** Nothing is said from a level older than this. */
export const staleMs = 7 * dayMs;
const leastDays = 5;
/** Less than this share of the full amount may be the sensor's. */
const leastUsed = 0.02;
/** 10 % and 90 % of a normal spread */
const z = 1.2816;
/** A rate a month from now is off by this share of itself (one standard deviation), beyond what is known of it today. */
const drift = 0.16;
const driftDays = 22;
const farDays = 1100;

export function forecastSupply(input: ForecastInput): Forecast {
  const { days, level, now, observedAt, kindOf, priors } = input;
  if (typeof level === "string") return unknown("word", 0);
  const full = input.capacity ?? Math.max(level, ...days.map((day) => day.level ?? 0), 1);
  const profile = learnUse(days, full, kindOf, priors);
  const { basisDays, rate, used } = profile;
  if (now - observedAt > staleMs) return unknown("stale", basisDays);
  if (level <= 0)
    return { ...unknown(null, basisDays), emptyAt: { early: observedAt, mid: observedAt, late: observedAt } };
  if (basisDays < leastDays) return unknown("too-short", basisDays);
  if (rate <= 0 || used < Math.max(full * leastUsed, profile.step * 0.99)) return unknown("not-falling", basisDays);
  const left = levelNow(level, days, profile, kindOf);
  return {
    method: basisDays < profileDays ? "average" : "weekday-profile",
    basisDays,
    perDay: (rate * weekOf(profile)) / 7,
    emptyAt: walk(left, profile, observedAt, kindOf),
    unknownWhy: null,
  };
}

function unknown(why: Forecast["unknownWhy"], basisDays: number): Forecast {
  return { method: "none", basisDays, perDay: null, emptyAt: null, unknownWhy: why };
}

function weekOf({ weights }: UseProfile): number {
  const { mon, tue, wed, thu, fri, sat, sun } = weights;
  return mon + tue + wed + thu + fri + sat + sun;
}

/** A level that a sensor of wide steps has shown for days has gone on falling since. */
function levelNow(level: number, days: readonly SupplyDay[], profile: UseProfile, kindOf: KindOf): number {
  const { step, rate, weights } = profile;
  if (step === 0) return level;
  let since = 0;
  for (const day of days.toReversed()) {
    if (day.replaced || (day.level !== null && day.level !== level)) break;
    since += weights[kindOf(day.day)];
  }
  return Math.max(level - Math.min(rate * since, step * 0.9), level * 0.1);
}

/** Day after day from the last known level until even the slow end of the band is used up. */
function walk(left: number, profile: UseProfile, from: Millis, kindOf: KindOf): EmptyBand {
  const { rate, rateError, variance, weights, step } = profile;
  const first = localDay(from);
  const found: { early?: Millis; mid?: Millis; late?: Millis } = {};
  let exposure = 0;
  let before = { low: 0, mid: 0, high: 0 };
  for (let n = 0; n < farDays && found.late === undefined; n++) {
    const begin = n === 0 ? from : dayStart(first + n);
    const end = dayStart(first + n + 1);
    exposure += weights[kindOf(first + n)] * ((end - begin) / dayMs);
    const mean = rate * exposure;
    const drifted = drift * rate * exposure * Math.min(1.6, Math.sqrt(exposure / driftDays));
    const spread = z * Math.sqrt(variance * exposure + (rateError * exposure) ** 2 + drifted ** 2 + (step * step) / 12);
    // what is used by the end of a day never shrinks
    const after = { low: Math.max(before.low, mean - spread), mid: mean, high: Math.max(before.high, mean + spread) };
    const at = (was: number, is: number) =>
      is <= was ? end : Math.round(begin + (end - begin) * Math.max(0, Math.min(1, (left - was) / (is - was))));
    if (found.early === undefined && after.high >= left) found.early = at(before.high, after.high);
    if (found.mid === undefined && after.mid >= left) found.mid = at(before.mid, after.mid);
    if (after.low >= left) found.late = at(before.low, after.low);
    before = after;
  }
  const far = dayStart(first + farDays);
  return { early: found.early ?? far, mid: found.mid ?? far, late: found.late ?? far };
}
