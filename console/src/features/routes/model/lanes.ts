// A day plan as lanes: one per technician, with a letter of its own that stands for the person on map, timeline and paper.
import type { DayPlan, PlannedVisit, TechnicianDay } from "@kiosk/contract";

export interface Stop {
  readonly visit: PlannedVisit;
  /** `A3`: the person's letter and the place in their day */
  readonly code: string;
}

export interface Lane {
  readonly technician: TechnicianDay;
  /** place among the technicians; chooses the colour and the dashes */
  readonly index: number;
  readonly letter: string;
  /** in the order of the day */
  readonly stops: readonly Stop[];
}

/** `A` to `Z`, then `AA`. */
export function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest === 0 ? "" : letterOf(rest - 1)}${String.fromCodePoint(65 + (index % 26))}`;
}

export function lanesOf({ technicians, visits }: Pick<DayPlan, "technicians" | "visits">): Lane[] {
  return technicians.map((technician, index) => {
    const letter = letterOf(index);
    const own = visits.filter((visit) => visit.technicianId === technician.technicianId);
    const stops = own
      .toSorted((a, b) => a.position - b.position)
      .map((visit, n) => ({ visit, code: `${letter}${n + 1}` }));
    return { technician, index, letter, stops };
  });
}

export function findStop(lanes: readonly Lane[], visitId: string | undefined): (Stop & { lane: Lane }) | undefined {
  for (const lane of lanes) {
    const stop = lane.stops.find(({ visit }) => visit.id === visitId);
    if (stop !== undefined) return { ...stop, lane };
  }
  return undefined;
}

/** The id a terminal's visit has or would have on this day. */
export function visitIdOf(date: string, kioskId: string): string {
  return `${date}:${kioskId}`;
}

/**
 * The place a visit gets in a lane when it is let go at this instant: behind every other visit whose middle lies before.
 * Visits that were begun stay in front.
 */
export function placeAt(lane: Lane, visitId: string, at: number): number {
  const others = lane.stops.filter(({ visit }) => visit.id !== visitId);
  const begun = others.findLastIndex(({ visit }) => visit.state !== "planned") + 1;
  const before = others.filter(({ visit }) => (visit.beginAt + visit.leaveAt) / 2 < at).length;
  return Math.max(begun, before);
}

/** From when on somebody waits for the door, lunch taken off; undefined: work begins on arrival or after lunch. */
export function waitsFrom({ visit }: Stop, { lunch }: Pick<TechnicianDay, "lunch">): number | undefined {
  const { arriveAt, beginAt } = visit;
  const from = lunch !== null && lunch.to > arriveAt && lunch.from < beginAt ? lunch.to : arriveAt;
  return from < beginAt ? from : undefined;
}
