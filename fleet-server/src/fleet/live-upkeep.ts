// Whether a commit changed something that pages of upkeep show: whatever a desk writes there is told without its saying so.
import type { Unit } from "../ingest/unit.ts";
import { type UpkeepTableName, upkeepTableNames } from "../upkeep-tables.ts";

/**
 * Written all day for every terminal of the fleet and not told: an open console would read its pages in a loop. What follows from a
 * forecast is told as the replacement task it opens, moves or closes; a self-inspection comes with the start of its terminal.
 */
const bookkeeping: readonly UpkeepTableName[] = ["supplyMonth", "supplyForecast", "selfInspection", "kioskUse"];
const told: ReadonlySet<string> = new Set(upkeepTableNames.filter((table) => !bookkeeping.includes(table)));

export function touchesUpkeep(unit: Pick<Unit, "tables">): boolean {
  return unit.tables.some((table) => told.has(table));
}
