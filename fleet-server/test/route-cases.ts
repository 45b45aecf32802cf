// Small days for the tests of planning: points on a grid, people who start in its middle.
import { ContractId, KioskId, UserId } from "@kiosk/contract";
import type { DayFacts } from "../src/domain/route/plan/day-body.ts";
import type { CrewMember, DayFrame } from "../src/domain/route/plan/day-problem.ts";
import type { Demand, Point } from "../src/domain/route/plan/demand.ts";
import { defaultSettings, defaultTechnician, type Technician } from "../src/domain/route/plan/settings.ts";
import { dayEnd, dayStart, parseLocalDay } from "../src/domain/sla/local-day.ts";
import { minuteMs } from "../src/domain/time.ts";

export const contractId = ContractId.parse("changning");
const middle = { lon: 121.42, lat: 31.21 };
/** about a kilometre */
const step = 0.01;

export const userOf = (n: number) => UserId.parse(`5b0a3b1e-8c7d-4f6e-9a52-${String(n).padStart(12, "0")}`);
export const kioskOf = (n: number) => KioskId.parse(`cn-${String(n).padStart(3, "0")}`);

export function technician(n: number, changes: Partial<Technician> = {}): Technician {
  return { ...defaultTechnician({ contractId, userId: userOf(n), name: `工${n}` }, middle), version: 1, ...changes };
}

export function member(n: number, changes: Partial<Technician> = {}): CrewMember {
  return { technician: technician(n, changes), absence: null, begun: [] };
}

/** The n-th of a grid of seven by seven. */
export function point(n: number, changes: Partial<Point> = {}): Point {
  const lon = middle.lon + ((n % 7) - 3) * step;
  const lat = middle.lat + ((Math.floor(n / 7) % 7) - 3) * step;
  const words = { name: `点位${n}`, street: "街道", address: `某路${n}号` };
  return { id: kioskOf(n), seq: n, ...words, lon, lat, openingHours: null, ...changes };
}

export function pointsOf(...points: readonly Point[]): ReadonlyMap<KioskId, Point> {
  return new Map(points.map((one) => [one.id, one]));
}

export function inspection(n: number, changes: Partial<Demand> = {}): Demand {
  const kioskId = kioskOf(n);
  return {
    ...{ kioskId, task: { type: "inspection", kind: "hardware", windowKey: `${kioskId}:hardware:2026-11-01` } },
    ...{ label: { zh: "硬件巡检", en: "Hardware" }, from: null, dueAt: null, endsAtDue: true, skills: [], pieces: [] },
    ...changes,
  };
}

export const at = (date: string, minute: number) => dayStart(parseLocalDay(date)) + minute * minuteMs;

export function frame(date: string, crew: readonly CrewMember[], points: DayFrame["points"]): DayFrame {
  const day = parseLocalDay(date);
  const rest = { roads: null, published: new Map(), settings: defaultSettings };
  return { date, day, now: dayStart(day), until: dayEnd(day), crew, points, ...rest };
}

export function facts(team: readonly CrewMember[]): DayFacts {
  return { team, stock: null, before: new Map(), roadsImportedAt: null, seed: 1, onDuty: [] };
}
