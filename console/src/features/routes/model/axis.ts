// The hours of a day as a line from 0 to 100 %.
import type { Lane } from "./lanes.ts";

const hourMs = 3_600_000;

export interface Axis {
  readonly from: number;
  readonly to: number;
}

/** Whole hours around everything that is planned; an office day where nothing is. */
export function axisOf(lanes: readonly Lane[], dayStart: number): Axis {
  const starts = lanes.flatMap(({ technician, stops }) =>
    stops.length === 0 ? [] : [technician.startAt, ...stops.map(({ visit }) => visit.arriveAt - visit.travelMs)],
  );
  const ends = lanes.flatMap(({ technician, stops }) =>
    stops.length === 0 ? [] : [technician.endAt, ...stops.map(({ visit }) => visit.leaveAt)],
  );
  const from = Math.min(dayStart + 8 * hourMs, ...starts);
  const to = Math.max(dayStart + 18 * hourMs, ...ends);
  return { from: Math.floor(from / hourMs) * hourMs, to: Math.ceil(to / hourMs) * hourMs };
}

export function shareOf({ from, to }: Axis, at: number): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** As CSS: where a span lies and how wide it is. */
export function spanOf(axis: Axis, from: number, to: number): { left: string; width: string } {
  const left = shareOf(axis, from);
  return { left: `${left * 100}%`, width: `${Math.max(0, shareOf(axis, to) - left) * 100}%` };
}

export function hoursOf({ from, to }: Axis): number[] {
  return Array.from({ length: Math.round((to - from) / hourMs) + 1 }, (_, n) => from + n * hourMs);
}
