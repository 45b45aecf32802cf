// How the report of an inspection goes on is told by whoever writes reports, within the unit of what happened to it.
import type { Millis } from "../domain/time.ts";
import type { Unit } from "../ingest/unit.ts";
import type { ReportState } from "../inspection-ports.ts";

/** @param filedAt when it was filed; null before */
export function reportMoved(
  unit: Unit,
  inspectionId: string,
  state: ReportState,
  filedAt: Millis | null,
  at: Millis,
): void {
  unit.put("inspectionReport", { inspectionId, state, filedAt, updatedAt: at });
}
