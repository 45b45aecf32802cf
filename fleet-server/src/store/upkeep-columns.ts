// The tables of upkeep, as part of schema.ts, which checks them.
import { inspectionColumns } from "./inspection-columns.ts";
import { routeColumns } from "./route-columns.ts";

export const upkeepColumns = {
  ...routeColumns,
  ...inspectionColumns,
  selfInspection: { kioskId: "text", at: "integer", receivedAt: "integer", items: "json" },
} as const;
