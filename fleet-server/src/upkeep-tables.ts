// What is stored of upkeep (inspections, routes, supplies, guarantees, reports): part of tables.ts, which joins it with the rest.
import type {
  Inspection,
  InspectionReport,
  StoredCheck,
  StoredChecklist,
  StoredInspectionRules,
  StoredWaiver,
} from "./domain/inspection/records.ts";
import type { SelfInspection } from "./domain/inspection/self-inspection.ts";
import { type FieldTables, fieldAppendOnly, fieldKeys, fieldTableNames } from "./field-tables.ts";
import { type GuaranteeTables, guaranteeAppendOnly, guaranteeKeys, guaranteeTableNames } from "./guarantee-tables.ts";
import { type ReportTables, reportAppendOnly, reportKeys, reportTableNames } from "./report-tables.ts";
import { type RouteTables, routeAppendOnly, routeKeys, routeTableNames } from "./route-tables.ts";
import { type ShelfTables, shelfAppendOnly, shelfKeys, shelfTableNames } from "./shelf-tables.ts";
import { type SupplyTables, supplyAppendOnly, supplyKeys, supplyTableNames } from "./supply-tables.ts";

/** Table name -> record type. */
export interface UpkeepTables
  extends GuaranteeTables,
    ReportTables,
    RouteTables,
    SupplyTables,
    FieldTables,
    ShelfTables {
  inspectionRules: StoredInspectionRules;
  checklist: StoredChecklist;
  inspection: Inspection;
  inspectionCheck: StoredCheck;
  inspectionReport: InspectionReport;
  inspectionWaiver: StoredWaiver;
  selfInspection: SelfInspection;
}
export type UpkeepTableName = keyof UpkeepTables;

export const upkeepKeys: { readonly [T in UpkeepTableName]: readonly (keyof UpkeepTables[T])[] } = {
  ...reportKeys,
  ...routeKeys,
  ...supplyKeys,
  ...fieldKeys,
  ...guaranteeKeys,
  ...shelfKeys,
  selfInspection: ["kioskId"],
  inspectionRules: ["contractId", "version"],
  checklist: ["scope", "id", "version"],
  inspection: ["id"],
  inspectionCheck: ["inspectionId", "seq"],
  inspectionReport: ["inspectionId"],
  inspectionWaiver: ["id"],
};

/** In the order rows are written: after everything of tables.ts, parents first. */
export const upkeepTableNames: readonly UpkeepTableName[] = [
  "inspectionRules",
  "checklist",
  "inspection",
  "inspectionCheck",
  "inspectionReport",
  "inspectionWaiver",
  "selfInspection",
  ...guaranteeTableNames,
  ...reportTableNames,
  ...routeTableNames,
  ...supplyTableNames,
  ...fieldTableNames,
  ...shelfTableNames,
];

export const upkeepAppendOnly: readonly UpkeepTableName[] = [
  "inspectionRules",
  "checklist",
  "inspectionCheck",
  ...guaranteeAppendOnly,
  ...reportAppendOnly,
  ...routeAppendOnly,
  ...supplyAppendOnly,
  ...fieldAppendOnly,
  ...shelfAppendOnly,
];
