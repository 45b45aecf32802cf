// What a supply's days teach: how much goes on which kind of day, how fast now, how unevenly. Rates are in level units per
// working day; a rest day counts as the share of one that was learned.
import { type DayKind, dayKinds } from "./day-kind.ts";
import type { SupplyDay } from "./supply-days.ts";

/** What kind a day is. */
export type KindOf = (day: number) => DayKind;

export interface UseProfile {
  /** of each kind of day, in working days */
  readonly weights: Readonly<Record<DayKind, number>>;
  /** level units per working day, as it goes now */
  readonly rate: number;
  /** variance of the use of one working day, as weeks show it */
  readonly variance: number;
  /** standard error of `rate` */
  readonly rateError: number;
  /** days it rests on */
  readonly basisDays: number;
  /** all that was used in them */
  readonly used: number;
  /** the levels the sensor can show lie so far apart */
  readonly step: number;
}

/** Use between two days whose levels are known, without a replacement between. */
interface Interval {
  /** days (from, to] */
  readonly from: number;
  readonly to: number;
  readonly used: number;
}

/** A rise of so much of the full amount is a new piece, a fall of so much that comes back is the sensor's. */
const jumpShare = 0.3;
/** What is this old counts half: short enough to follow a season, long enough to hold a few steps of five percent. */
const rateHalfLifeDays = 40;
const weightHalfLifeDays = 150;
/** The first guess of a kind of day is worth so many days of its own. */
const priorDays = 5;
/** Fewer days than these cannot tell one weekday from another. */
export const profileDays = 21;

/** @param full the full amount in level units. @param priors of each kind of day, before anything is learned */
export function learnUse(
  days: readonly SupplyDay[],
  full: number,
  kindOf: KindOf,
  priors: Readonly<Record<DayKind, number>>,
): UseProfile {
  const intervals = intervalsOf(withoutDropouts(days, full), full);
  const step = stepOf(days, full);
  const until = days.at(-1)?.day ?? 0;
  const basisDays = intervals.reduce((sum, { from, to }) => sum + to - from, 0);
  const used = intervals.reduce((sum, interval) => sum + interval.used, 0);
  const first = rateBy(intervals, priors, kindOf, until);
  const weights =
    basisDays < profileDays || first.rate <= 0
      ? priors
      : learnWeights(intervals, priors, kindOf, until, first.rate, step);
  const { rate, exposure } = rateBy(intervals, weights, kindOf, until);
  const variance = varianceOf(intervals, weights, kindOf, rate, step);
  // the ends of what was used are known to a step only
  const rateError = exposure <= 0 ? 0 : Math.sqrt(variance / exposure + (step * step) / 6 / (exposure * exposure));
  return { weights, rate, variance, rateError, basisDays, used, step };
}

/** A sensor that reads next to nothing for a day or two and then what it did before: those days are not known. */
function withoutDropouts(days: readonly SupplyDay[], full: number): SupplyDay[] {
  return days.map((day, n) => {
    if (day.level === null) return day;
    const before = days.slice(Math.max(0, n - 3), n).findLast((one) => one.level !== null)?.level ?? null;
    if (before === null || before - day.level < full * jumpShare) return day;
    const after = days.slice(n + 1, n + 4);
    const back = after.some(
      ({ level, replaced }) =>
        !replaced && level !== null && level <= before && before - level < (full * jumpShare) / 3,
    );
    return back ? { ...day, level: null } : day;
  });
}

function intervalsOf(days: readonly SupplyDay[], full: number): Interval[] {
  const intervals: Interval[] = [];
  let last: { readonly day: number; readonly level: number } | undefined;
  for (const { day, level, replaced } of days) {
    if (replaced) last = undefined;
    if (level === null) continue;
    if (last !== undefined && !replaced && level - last.level < full * jumpShare) {
      // a small rise is the sensor's: kept, so that it takes back the fall it made before
      intervals.push({ from: last.day, to: day, used: last.level - level });
    }
    last = { day, level };
  }
  return intervals;
}

const steps = [20, 10, 5, 2, 1] as const;

/** The largest step of which nearly all levels are multiples; 0 where they are finer than one percent. */
function stepOf(days: readonly SupplyDay[], full: number): number {
  const levels = days.flatMap(({ level }) => (level === null ? [] : [(level / full) * 100]));
  if (levels.length === 0) return 0;
  const found = steps.find((step) => {
    const fits = levels.filter((level) => Math.abs(level / step - Math.round(level / step)) < 1e-6);
    return fits.length >= levels.length * 0.97 && (step < 5 || new Set(fits).size >= 3);
  });
  return ((found ?? 0) * full) / 100;
}

function decay(age: number, halfLife: number): number {
  return 0.5 ** (age / halfLife);
}

function exposureOf({ from, to }: Interval, weights: Readonly<Record<DayKind, number>>, kindOf: KindOf): number {
  let sum = 0;
  for (let day = from + 1; day <= to; day++) sum += weights[kindOf(day)];
  return sum;
}

function rateBy(
  intervals: readonly Interval[],
  weights: Readonly<Record<DayKind, number>>,
  kindOf: KindOf,
  until: number,
): { readonly rate: number; readonly exposure: number } {
  let used = 0;
  let exposure = 0;
  let squares = 0;
  for (const interval of intervals) {
    const weight = decay(until - interval.to, rateHalfLifeDays);
    const days = exposureOf(interval, weights, kindOf);
    used += weight * interval.used;
    exposure += weight * days;
    squares += weight * weight * days;
  }
  if (exposure <= 0) return { rate: 0, exposure: 0 };
  return { rate: used / exposure, exposure: squares <= 0 ? 0 : (exposure * exposure) / squares };
}

/** Each kind's own use beside what a working day's would have been, drawn to the first guess while little is known. */
function learnWeights(
  intervals: readonly Interval[],
  priors: Readonly<Record<DayKind, number>>,
  kindOf: KindOf,
  until: number,
  rate: number,
  step: number,
): Record<DayKind, number> {
  const seen = new Map<DayKind, { used: number; days: number }>();
  for (const interval of intervals) {
    if (interval.to - interval.from !== 1) continue;
    const kind = kindOf(interval.to);
    const sum = seen.get(kind) ?? { used: 0, days: 0 };
    const weight = decay(until - interval.to, weightHalfLifeDays);
    seen.set(kind, { used: sum.used + weight * interval.used, days: sum.days + weight });
  }
  // a sensor of wide steps says little of any single day
  const trust = priorDays * Math.max(1, step / rate / 2);
  const weights = { ...priors };
  for (const kind of dayKinds) {
    const { used, days } = seen.get(kind) ?? { used: 0, days: 0 };
    weights[kind] = Math.max(0, used / rate + trust * priors[kind]) / (days + trust);
  }
  const working = (["mon", "tue", "wed", "thu", "fri"] as const).map((kind) => weights[kind]);
  const mean = working.reduce((sum, weight) => sum + weight, 0) / working.length;
  if (mean <= 0) return { ...priors };
  for (const kind of dayKinds) weights[kind] /= mean;
  return weights;
}

const blockDays = 7;

/** From neighbouring weeks, so that a season does not count as unevenness; what the sensor's steps make of it is taken out. */
function varianceOf(
  intervals: readonly Interval[],
  weights: Readonly<Record<DayKind, number>>,
  kindOf: KindOf,
  rate: number,
  step: number,
): number {
  const blocks: { used: number; exposure: number; days: number }[] = [];
  let block = { used: 0, exposure: 0, days: 0 };
  for (const interval of intervals) {
    block.used += interval.used;
    block.exposure += exposureOf(interval, weights, kindOf);
    block.days += interval.to - interval.from;
    if (block.days < blockDays) continue;
    blocks.push(block);
    block = { used: 0, exposure: 0, days: 0 };
  }
  // use is never more even than this share of itself squared, whatever few weeks showed
  const floor = rate * rate * 0.25;
  let squares = 0;
  let exposure = 0;
  for (let n = 1; n < blocks.length; n++) {
    const [a, b] = [blocks[n - 1], blocks[n]];
    if (a === undefined || b === undefined || a.exposure + b.exposure <= 0) continue;
    const difference = a.used - rate * a.exposure - (b.used - rate * b.exposure);
    squares += Math.max(0, difference * difference - step * step * 0.5);
    exposure += a.exposure + b.exposure;
  }
  if (exposure <= 0) return Math.max(floor, rate * rate);
  // few weeks are drawn to a working day's own rate squared
  const prior = 20;
  return Math.max(floor, (squares + prior * rate * rate * 0.6) / (exposure + prior));
}
