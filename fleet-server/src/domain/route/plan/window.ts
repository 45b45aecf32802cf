// The days of a window planned one after another: what one day cannot take goes on to the next, and nothing is lost.
import type { KioskId, UserId } from "@kiosk/contract";
import { dayStart } from "../../sla/local-day.ts";
import type { RouteProblem, RouteSolution } from "../problem.ts";
import { type DayFacts, dayBody, type LeftOut } from "./day-body.ts";
import { type DayFrame, type DayProblem, type DayVisit, dayProblem, shiftOf, visitWindows } from "./day-problem.ts";
import type { Visit } from "./demand.ts";
import { unservedReason } from "./explain.ts";
import { withoutPieces } from "./kit.ts";
import { dayPrice, type PricedDay } from "./sequences.ts";
import { isKnown } from "./settings.ts";
import { spread } from "./spread.ts";
import { type DayBody, type StoredVisit, visitIdOf } from "./stored.ts";

export interface WindowDay {
  readonly frame: DayFrame;
  readonly facts: DayFacts;
  /** false: the day is only there to be counted with */
  readonly write: boolean;
  /** whether visits that could as well be made on another day may be added */
  readonly takesMore: boolean;
  /** of the terminal's visit that day */
  readonly pinnedTo: (kioskId: KioskId) => UserId | null;
  /** ids of visits of that day that were begun or called off */
  readonly taken: ReadonlySet<string>;
  /** what the phones have ahead of them: it stays where nothing better is found */
  readonly published: readonly StoredVisit[];
}

export interface WindowInput {
  readonly days: readonly WindowDay[];
  readonly visits: readonly Visit[];
  /** index of the day a visit stands in a plan that is kept */
  readonly keptOn: (visit: Visit) => number | undefined;
  /** pieces by item, of all vans and depots; null: no stock is kept */
  readonly pieces: ReadonlyMap<string, number> | null;
  readonly solve: (problem: RouteProblem) => Promise<RouteSolution>;
}

export interface WindowPlan {
  readonly bodies: readonly { readonly date: string; readonly body: DayBody }[];
  /** they have time, and there is no room in these days */
  readonly later: readonly Visit[];
}

/** What the way to a visit takes beside its work, on the average, for spreading alone. */
const wayMinutes = 15;

export async function planWindow(input: WindowInput): Promise<WindowPlan> {
  const { days, visits, keptOn } = input;
  const points = days[0]?.frame.points ?? new Map();
  const nowhere = visits.filter(({ kioskId }) => {
    const point = points.get(kioskId);
    return point === undefined || !isKnown(point);
  });
  const found = spread(
    visits.filter((visit) => !nowhere.includes(visit)),
    {
      days: days.map(({ frame }) => ({
        startsAt: dayStart(frame.day),
        endsAt: frame.until,
        minutes: crewMinutes(frame),
      })),
      points,
      canOn: (visit, n) => {
        const day = days[n];
        if (day === undefined || crewMinutes(day.frame) === 0) return false;
        if (!day.takesMore && keptOn(visit) !== n && hasTime(visit, day.frame)) return false;
        return visitWindows(day.frame, visit).length > 0;
      },
      keptOn,
      wayMinutes,
    },
  );
  const left = input.pieces === null ? null : new Map(input.pieces);
  const bodies: { date: string; body: DayBody }[] = [];
  let carried: Visit[] = [];
  let isFirst = true;
  for (const [n, day] of days.entries()) {
    const own = found.days[n] ?? [];
    if (!day.write) {
      // its plan stands; what came loose waits for whoever plans that day
      withoutPieces(own, left);
      continue;
    }
    const lost = isFirst ? nowhere.map((visit): LeftOut => ({ visit, reason: "point-unknown" })) : [];
    isFirst = false;
    const goesOn = days.slice(n + 1).some(({ write }) => write);
    const { body, onwards } = await planDay(day, [...own, ...carried], lost, { left, solve: input.solve, goesOn });
    bodies.push({ date: day.frame.date, body });
    carried = onwards;
  }
  return { bodies, later: found.later };
}

interface DayMeans {
  readonly left: Map<string, number> | null;
  readonly solve: WindowInput["solve"];
  /** there is another day to be planned after this */
  readonly goesOn: boolean;
}

async function planDay(
  { frame, facts, pinnedTo, taken, published }: WindowDay,
  visits: readonly Visit[],
  lost: readonly LeftOut[],
  { left, solve, goesOn }: DayMeans,
): Promise<{ body: DayBody; onwards: Visit[] }> {
  const lacking = withoutPieces(visits, left);
  const leftOut: LeftOut[] = [...lost, ...[...lacking].map(([visit, missing]) => stockMissing(visit, missing))];
  const ids = new Set(taken);
  const ready = visits
    .filter((visit) => !lacking.has(visit))
    .map(
      (visit): DayVisit => ({ id: freeId(ids, frame.date, visit.kioskId), visit, pinnedTo: pinnedTo(visit.kioskId) }),
    );
  const day = dayProblem(frame, ready);
  const { routes, unserved } = await solved(day, solve, published);
  const onwards: Visit[] = [];
  for (const { visit, reason } of unserved) {
    const due = visit.dueAt !== null && visit.dueAt <= frame.until;
    const over = due && visit.demands.every(({ endsAtDue }) => endsAtDue);
    if (goesOn && !over) onwards.push(visit);
    if (due || !goesOn) leftOut.push({ visit, reason });
  }
  return { body: dayBody(day, routes, leftOut, facts), onwards };
}

async function solved(
  day: DayProblem,
  solve: WindowInput["solve"],
  published: readonly StoredVisit[],
): Promise<{ routes: RouteSolution["routes"]; unserved: LeftOut[] }> {
  if (day.crew.length === 0) {
    return { routes: [], unserved: day.visits.map(({ visit }) => ({ visit, reason: "nobody-works" })) };
  }
  if (day.visits.length === 0) return { routes: [], unserved: [] };
  const { routes, unserved } = await solve(day.problem);
  const kept = unserved.length > 0 ? null : asPublished(day, published);
  const found = dayPrice(
    day,
    day.crew.map((_, n) => routes.find((route) => route.vehicle === n)?.stops.map(({ stop }) => stop) ?? []),
  );
  if (kept !== null && found !== null && kept.cost <= found.cost) return { routes: kept.routes, unserved: [] };
  return {
    routes,
    unserved: unserved.flatMap(({ stop, why }) => {
      const visit = day.visits[stop]?.visit;
      return visit === undefined ? [] : [{ visit, reason: unservedReason(why) }];
    }),
  };
}

/** The day in the order the phones have it; null where it is not the same visits, or cannot be done like that any more. */
function asPublished(day: DayProblem, published: readonly StoredVisit[]): PricedDay | null {
  const index = new Map(day.visits.map(({ id }, n) => [id, n]));
  const inOrder = published.toSorted((a, b) => a.position - b.position);
  const sequences = day.crew.map(({ technician }) =>
    inOrder.flatMap(({ id, technicianId }) => (technicianId === technician.userId ? (index.get(id) ?? []) : [])),
  );
  return sequences.flat().length === day.visits.length ? dayPrice(day, sequences) : null;
}

function stockMissing(visit: Visit, missing: readonly string[]): LeftOut {
  return { visit, reason: "stock-missing", missing };
}

/** Minutes of all who work, without lunch. */
function crewMinutes(frame: DayFrame): number {
  return frame.crew.reduce((sum, member) => {
    const { from, to } = shiftOf(frame, member);
    const { lunchFromMin, lunchMinutes } = member.technician;
    const lunch = from <= lunchFromMin && to > lunchFromMin ? lunchMinutes : 0;
    return sum + Math.max(0, to - from - lunch);
  }, 0);
}

function hasTime(visit: Visit, { until }: DayFrame): boolean {
  return visit.dueAt === null || visit.dueAt > until;
}

/** The first id of the terminal that day that is free; it is taken from then on. */
export function freeId(taken: Set<string>, date: string, kioskId: KioskId): string {
  let nth = 1;
  while (taken.has(visitIdOf(date, kioskId, nth))) nth += 1;
  const id = visitIdOf(date, kioskId, nth);
  taken.add(id);
  return id;
}
