// Which day each visit falls on: what is due first goes first, the rest is spread evenly, neighbours on one day.
import type { KioskId } from "@kiosk/contract";
import { dayMs, type Millis } from "../../time.ts";
import type { Point, Visit } from "./demand.ts";

export interface DayRoom {
  readonly startsAt: Millis;
  /** when the next working day begins: what is due until then belongs here or before */
  readonly endsAt: Millis;
  /** of all people together, minutes without lunch and without what is done already */
  readonly minutes: number;
}

export interface SpreadFrame {
  readonly days: readonly DayRoom[];
  readonly points: ReadonlyMap<KioskId, Point>;
  /** whether somebody could do the visit on that day: the point is open long enough, the work is wanted by then */
  readonly canOn: (visit: Visit, day: number) => boolean;
  /** the day a visit stands in a plan that is kept; undefined: none */
  readonly keptOn: (visit: Visit) => number | undefined;
  /** what a visit takes beside its work: the way to it, on the average */
  readonly wayMinutes: number;
}

export interface Spreading {
  /** by day */
  readonly days: readonly (readonly Visit[])[];
  /** there is no room for them in these days, and they have time */
  readonly later: readonly Visit[];
}

export function spread(visits: readonly Visit[], frame: SpreadFrame): Spreading {
  const { days, wayMinutes } = frame;
  const found = days.map((): Visit[] => []);
  const load = days.map(() => 0);
  const put = (visit: Visit, day: number) => {
    found[day]?.push(visit);
    load[day] = (load[day] ?? 0) + visit.minutes + wayMinutes;
  };
  const hasRoom = (visit: Visit, day: number, share = 1) =>
    (load[day] ?? 0) + visit.minutes + wayMinutes <= (days[day]?.minutes ?? 0) * share;

  const loose: Visit[] = [];
  for (const visit of visits) {
    const kept = frame.keptOn(visit);
    // what has become due before the day it was planned for is planned anew
    const inTime = kept !== undefined && (kept === 0 || (visit.dueAt ?? Infinity) > startOf(kept));
    if (kept !== undefined && inTime && frame.canOn(visit, kept)) put(visit, kept);
    else loose.push(visit);
  }

  const lastEnd = days.at(-1)?.endsAt ?? 0;
  const isHard = ({ dueAt }: Visit) => dueAt !== null && dueAt <= lastEnd;
  for (const visit of loose.filter(isHard).sort(byDue)) put(visit, hardDay(visit));

  const soft = loose.filter((visit) => !isHard(visit));
  const room = days.reduce((sum, { minutes }, day) => sum + Math.max(0, minutes - (load[day] ?? 0)), 0);
  const wanted = soft.reduce((sum, visit) => sum + visit.minutes + wayMinutes, 0);
  const total = days.reduce((sum, { minutes }) => sum + minutes, 0);
  const share = total === 0 ? 0 : Math.min(1, (wanted + total - room) / total);
  const later: Visit[] = [];
  // where not all fits, what is due first goes before what lies on the way
  const first = wanted <= room || total === 0 ? soft : firstThatFit(soft.toSorted(byDue), room, wayMinutes, later);
  for (const visit of alongCurve(first, frame.points)) {
    const day = softDay(visit);
    if (day === undefined) later.push(visit);
    else put(visit, day);
  }
  return { days: found, later };

  /**
   * The first day with room before the deadline; else the emptiest of them. Where the point is closed or nobody works until
   * then: the day it falls due, which says so, and from which it goes on.
   */
  function hardDay(visit: Visit): number {
    const inTime = days.flatMap((_, day) => (day === 0 || (visit.dueAt ?? Infinity) > startOf(day) ? [day] : []));
    const able = inTime.filter((day) => frame.canOn(visit, day));
    const roomy = able.find((day) => hasRoom(visit, day));
    return roomy ?? able.toSorted((a, b) => fullness(a) - fullness(b) || a - b)[0] ?? inTime.at(-1) ?? 0;
  }

  /** The first day that has not had its share; where all had it, the first with room. Nobody works at all: the first, to be explained. */
  function softDay(visit: Visit): number | undefined {
    const able = days.flatMap((_, day) => (frame.canOn(visit, day) ? [day] : []));
    // open on no day, or nobody works: the first day on which it is wanted tells why
    if (able.length === 0 || total === 0) {
      const wanted = days.findIndex(({ startsAt }) => (visit.from ?? 0) < startsAt + dayMs);
      return wanted < 0 ? undefined : wanted;
    }
    const under = able.find((day) => (load[day] ?? 0) < (days[day]?.minutes ?? 0) * share && hasRoom(visit, day));
    return under ?? able.find((day) => hasRoom(visit, day));
  }

  function startOf(day: number): Millis {
    return days[day]?.startsAt ?? 0;
  }

  function fullness(day: number): number {
    const minutes = days[day]?.minutes ?? 0;
    return minutes === 0 ? Infinity : (load[day] ?? 0) / minutes;
  }
}

function byDue(a: Visit, b: Visit): number {
  return (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || (a.kioskId < b.kioskId ? -1 : 1);
}

function firstThatFit(sorted: readonly Visit[], room: number, wayMinutes: number, later: Visit[]): Visit[] {
  let left = room;
  return sorted.filter((visit) => {
    left -= visit.minutes + wayMinutes;
    if (left < 0) later.push(visit);
    return left >= 0;
  });
}

/** Along a Hilbert curve over the box of all points: what is near in the order is near on the ground. */
function alongCurve(visits: readonly Visit[], points: ReadonlyMap<KioskId, Point>): Visit[] {
  const all = [...points.values()];
  const box = (of: (point: Point) => number) => {
    const values = all.map(of);
    const least = Math.min(...values);
    return { least, size: Math.max(...values) - least || 1 };
  };
  const lon = box((point) => point.lon);
  const lat = box((point) => point.lat);
  const place = (visit: Visit) => {
    const point = points.get(visit.kioskId);
    if (point === undefined) return 0;
    const cell = (value: number, { least, size }: { least: number; size: number }) =>
      Math.min(side - 1, Math.floor(((value - least) / size) * side));
    return hilbert(cell(point.lon, lon), cell(point.lat, lat));
  };
  const placed = visits.map((visit) => ({ visit, at: place(visit) }));
  placed.sort((a, b) => a.at - b.at || (a.visit.kioskId < b.visit.kioskId ? -1 : 1));
  return placed.map(({ visit }) => visit);
}

const side = 256;

/** Place of a cell on the curve. */
function hilbert(cellX: number, cellY: number): number {
  let [x, y] = [cellX, cellY];
  let at = 0;
  for (let s = side / 2; s >= 1; s /= 2) {
    const right = (x & s) > 0 ? 1 : 0;
    const upper = (y & s) > 0 ? 1 : 0;
    at += s * s * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        x = side - 1 - x;
        y = side - 1 - y;
      }
      [x, y] = [y, x];
    }
  }
  return at;
}
