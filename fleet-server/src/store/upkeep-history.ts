// Everything upkeep reads, over one reading connection. The same on SQLite and PostgreSQL.
import type { Kysely } from "kysely";
import type { UpkeepHistory } from "../upkeep-ports.ts";
import { KyselyInspectionHistory } from "./inspection-history.ts";
import { routeHistory } from "./route-history.ts";
import type { Database } from "./schema.ts";
import { KyselySelfInspectionHistory } from "./self-inspection-history.ts";
import { KyselyStockHistory } from "./stock-history.ts";
import { KyselySupplyHistory } from "./supply-history.ts";

export function upkeepHistory(reader: Kysely<Database>): UpkeepHistory {
  return {
    routes: routeHistory(reader),
    inspections: new KyselyInspectionHistory(reader),
    selfInspections: new KyselySelfInspectionHistory(reader),
    supplies: new KyselySupplyHistory(reader),
    stock: new KyselyStockHistory(reader),
  };
}
