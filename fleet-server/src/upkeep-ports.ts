// What upkeep reads from disk; one interface for each noun, in a file beside its queries' user. Part of FleetStore.
import type { KioskId } from "@kiosk/contract";
import type { SelfInspection } from "./domain/inspection/self-inspection.ts";
import type { FieldHistory } from "./field-ports.ts";
import type { GuaranteeHistory, ProblemHistory } from "./guarantee-ports.ts";
import type { InspectionHistory } from "./inspection-ports.ts";
import type { ReportHistory } from "./report-ports.ts";
import type { RouteHistory } from "./route-ports.ts";
import type { ShelfHistory } from "./shelf-ports.ts";
import type { StockHistory, SupplyHistory } from "./supply-ports.ts";
import type { StoredCommand } from "./tables.ts";

export interface UpkeepHistory {
  readonly reports: ReportHistory;
  readonly routes: RouteHistory;
  readonly inspections: InspectionHistory;
  readonly selfInspections: SelfInspectionHistory;
  readonly supplies: SupplyHistory;
  readonly stock: StockHistory;
  readonly field: FieldHistory;
  readonly guarantees: GuaranteeHistory;
  readonly problems: ProblemHistory;
  readonly shelf: ShelfHistory;
}

export interface SelfInspectionHistory {
  last(kioskId: KioskId): Promise<SelfInspection | undefined>;
  /** when the terminal was last asked to measure, and what it said to that */
  lastAsked(kioskId: KioskId): Promise<{ at: number; state: StoredCommand["state"]; detail: string } | undefined>;
}
