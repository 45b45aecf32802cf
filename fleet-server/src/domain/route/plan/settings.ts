// How a contract plans where nobody has entered anything, and what a person's working day looks like.
import type { ContractId, InspectionKind, ServiceMinutes, UserId } from "@kiosk/contract";
import type { Millis } from "../../time.ts";

/** One version of what a contract set. */
export interface RouteSettingVersion {
  readonly contractId: ContractId;
  readonly version: number;
  readonly detour: number;
  readonly speedKmh: number;
  readonly minutes: ServiceMinutes;
  readonly onSite: readonly InspectionKind[];
  readonly officeFromMin: number;
  readonly officeToMin: number;
  readonly by: string;
  readonly at: Millis;
}

export type RouteSettingValues = Omit<RouteSettingVersion, "contractId" | "version" | "by" | "at">;

/**
 * Detour and speed: a van in a built-up district. Times: half an hour for a terminal with its peripherals (clause C2),
 * an hour for a repair. System and app inspections are done from afar (issue E) unless the contract says otherwise.
 */
export const defaultSettings: RouteSettingValues = {
  detour: 1.3,
  speedKmh: 25,
  minutes: { hardware: 30, system: 15, app: 15, guarantee: 20, order: 60, replacement: 10, arrival: 5 },
  onSite: ["hardware", "guarantee"],
  officeFromMin: 9 * 60,
  officeToMin: 17 * 60,
};

/** One version of how somebody works in a contract. Minutes after local midnight. */
export interface TechnicianProfileVersion {
  readonly contractId: ContractId;
  readonly userId: UserId;
  readonly version: number;
  readonly skills: readonly string[];
  readonly startLon: number;
  readonly startLat: number;
  readonly startName: string;
  readonly fromMin: number;
  readonly toMin: number;
  readonly lunchFromMin: number;
  readonly lunchMinutes: number;
  readonly maxOvertimeMin: number;
  readonly vanPieces: number | null;
  readonly vanPlace: string | null;
  readonly active: boolean;
  readonly by: string;
  readonly at: Millis;
}

/** Somebody of the team, as plans use them. */
export type Technician = Omit<TechnicianProfileVersion, "by" | "at"> & { readonly name: string };

/** Where days begin as long as nobody has said otherwise. */
export const defaultStartName = "项目驻点";

interface Position {
  readonly lon: number;
  readonly lat: number;
}

/** The middle of the points: near enough for a first plan, and named so that somebody corrects it. */
export function defaultStart(points: readonly Position[]): Position {
  const known = points.filter(isKnown);
  const mean = (of: (point: Position) => number) =>
    known.length === 0 ? 0 : known.reduce((sum, point) => sum + of(point), 0) / known.length;
  return { lon: mean(({ lon }) => lon), lat: mean(({ lat }) => lat) };
}

/** 0/0 lies in the Atlantic: nobody has entered a position. */
export function isKnown({ lon, lat }: Position): boolean {
  return Number.isFinite(lon) && Number.isFinite(lat) && (lon !== 0 || lat !== 0);
}

/** Five times eight hours with an hour at noon (clause C22), an hour more at most. */
export function defaultTechnician(
  person: { contractId: ContractId; userId: UserId; name: string },
  start: Position,
): Technician {
  return {
    ...person,
    version: 0,
    skills: [],
    startLon: start.lon,
    startLat: start.lat,
    startName: defaultStartName,
    fromMin: 8 * 60 + 30,
    toMin: 17 * 60 + 30,
    lunchFromMin: 11 * 60 + 30,
    lunchMinutes: 60,
    maxOvertimeMin: 60,
    vanPieces: null,
    vanPlace: null,
    active: true,
  };
}
