// The tables of upkeep, as part of schema.ts, which checks them.
import { inspectionColumns } from "./inspection-columns.ts";
import { routeColumns } from "./route-columns.ts";
import { supplyColumns } from "./supply-columns.ts";

export const upkeepColumns = {
  ...routeColumns,
  ...supplyColumns,
  ...inspectionColumns,
  selfInspection: { kioskId: "text", at: "integer", receivedAt: "integer", items: "json" },
} as const;
