// Everything upkeep reads, over one reading connection. The same on SQLite and PostgreSQL.
import type { Kysely } from "kysely";
import type { UpkeepHistory } from "../upkeep-ports.ts";
import { FieldReader } from "./field-history.ts";
import { KyselyGuaranteeHistory } from "./guarantee-history.ts";
import { KyselyInspectionHistory } from "./inspection-history.ts";
import { KyselyProblemHistory } from "./problem-history.ts";
import { KyselyReportHistory } from "./report-history.ts";
import { routeHistory } from "./route-history.ts";
import type { Database } from "./schema.ts";
import { KyselySelfInspectionHistory } from "./self-inspection-history.ts";
import { KyselyShelfHistory } from "./shelf-history.ts";
import { KyselyStockHistory } from "./stock-history.ts";
import { KyselySupplyHistory } from "./supply-history.ts";

export function upkeepHistory(reader: Kysely<Database>): UpkeepHistory {
  return {
    reports: new KyselyReportHistory(reader),
    routes: routeHistory(reader),
    inspections: new KyselyInspectionHistory(reader),
    selfInspections: new KyselySelfInspectionHistory(reader),
    supplies: new KyselySupplyHistory(reader),
    stock: new KyselyStockHistory(reader),
    field: new FieldReader(reader),
    guarantees: new KyselyGuaranteeHistory(reader),
    problems: new KyselyProblemHistory(reader),
    shelf: new KyselyShelfHistory(reader),
  };
}
