// How many inspections and reports a fleet owes over the term of its service.
import type { Millis } from "../time.ts";
import { type InspectionSchedule, owedSpans } from "./inspection-windows.ts";
import { localDay } from "./local-day.ts";

export interface FleetSchedule {
  readonly term: InspectionSchedule["term"];
  readonly hardware: Pick<InspectionSchedule, "months" | "minDaysLeft">;
  readonly system: Pick<InspectionSchedule, "months" | "minDaysLeft">;
}

export interface FleetInspections {
  readonly hardwareVisits: number;
  readonly systemInspections: number;
  /** one for each inspection of each terminal (clause C3) */
  readonly inspectionReports: number;
}

/** @param entries terminals that entered service, and when */
export function fleetInspections(
  { term, hardware, system }: FleetSchedule,
  entries: readonly { readonly at: Millis; readonly kiosks: number }[],
): FleetInspections {
  const owed = (schedule: FleetSchedule["hardware"]) =>
    entries.reduce((sum, { at, kiosks }) => sum + kiosks * owedSpans({ term, ...schedule }, localDay(at)).length, 0);
  const hardwareVisits = owed(hardware);
  const systemInspections = owed(system);
  return { hardwareVisits, systemInspections, inspectionReports: hardwareVisits + systemInspections };
}
