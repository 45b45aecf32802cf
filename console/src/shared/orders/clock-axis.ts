// Where things lie on the time axis that the clocks of an order share. Instants in milliseconds; places in percent.
import type { OrderClock, OrderDetail } from "@kiosk/contract";

export interface Span {
  from: number;
  to: number;
}

const hour = 3_600_000;
const day = 24 * hour;
const shanghaiOffsetMs = 8 * hour;
const steps = [hour, 2 * hour, 6 * hour, 12 * hour, day, 2 * day, 5 * day, 10 * day, 20 * day, 30 * day, 60 * day];
/** Marks that have room beside one another on a wide screen and on a phone. */
export const tickRoom = { wide: 8, phone: 4 } as const;

/** From the first start to the last due, completion or now, with a little air at both ends. */
export function axisOf(clocks: readonly OrderClock[], reportedAt: number, now: number): Span {
  const instants = clocks.flatMap((c) => [c.startAt, c.dueAt, c.completedAt]).filter((at) => at !== null);
  const from = Math.min(reportedAt, ...instants);
  const running = clocks.some((c) => c.completedAt === null && c.state !== "cancelled");
  const to = Math.max(reportedAt + hour, ...instants, ...(running ? [now] : []));
  const air = (to - from) * 0.02;
  return { from: from - air, to: to + air };
}

/** The first two days after the report, where the hour clocks run that the whole axis shrinks to a line. */
export function firstDays(reportedAt: number): Span {
  return { from: reportedAt - hour, to: reportedAt + 2 * day };
}

/** Place on the axis in percent, kept within it. */
export function placeOf(axis: Span, at: number): number {
  const share = (at - axis.from) / Math.max(1, axis.to - axis.from);
  return Math.min(100, Math.max(0, share * 100));
}

/** Round instants for the axis' marks, on Shanghai's midnights and hours. */
export function ticksOf(axis: Span, maxTicks: number): number[] {
  const length = axis.to - axis.from;
  const step = steps.find((s) => length / s <= maxTicks) ?? Math.ceil(length / maxTicks / day) * day;
  const ticks: number[] = [];
  const first = Math.ceil((axis.from + shanghaiOffsetMs) / step) * step - shanghaiOffsetMs;
  for (let at = first; at <= axis.to; at += step) ticks.push(at);
  return ticks;
}

export interface Bar {
  /** time that was used in time */
  used: Span | null;
  /** time that is left, or was when the clock was met */
  left: Span | null;
  /** time past the due */
  over: Span | null;
  /** the part of the limit that extensions added */
  extended: Span | null;
}

/** Whole days that approved extensions gave to a clock; one that a correction took back gave none. */
export function extensionDays(events: OrderDetail["events"], milestone: string): number {
  const days = events
    .filter((e) => e.type === "extension_granted" && e.approvedBy !== null && e.data.milestone === milestone)
    .filter((e) => e.correctedTo === null || e.correctedTo.at !== null)
    .map((e) => (typeof e.data.days === "number" ? e.data.days : 0));
  return days.reduce((a, b) => a + b, 0);
}

export function barOf(clock: OrderClock, now: number, extension: number): Bar {
  const { startAt, dueAt, completedAt, state } = clock;
  if (startAt === null) return { used: null, left: null, over: null, extended: null };
  const end = completedAt ?? (state === "cancelled" ? (dueAt ?? now) : now);
  if (dueAt === null) return { used: { from: startAt, to: end }, left: null, over: null, extended: null };
  const inTime = Math.min(end, dueAt);
  return {
    used: state === "cancelled" ? null : { from: startAt, to: Math.max(startAt, inTime) },
    left: state === "cancelled" ? { from: startAt, to: dueAt } : end < dueAt ? { from: end, to: dueAt } : null,
    over: state !== "cancelled" && end > dueAt ? { from: dueAt, to: end } : null,
    extended: extension === 0 ? null : { from: Math.max(startAt, dueAt - extension * day), to: dueAt },
  };
}

/** The parts of a clock's bar in which an approved pause held it: within its life, and none where no pause stops it. */
export function heldSpans(clock: OrderClock, pauses: OrderDetail["pauses"], now: number): Span[] {
  const { startAt, completedAt, state } = clock;
  if (!clock.pausable || startAt === null || state === "cancelled") return [];
  const end = completedAt ?? now;
  return pauses
    .filter((p) => p.counts)
    .map((p) => ({ from: Math.max(p.from, startAt), to: Math.min(p.to ?? end, end) }))
    .filter(({ from, to }) => to > from);
}
