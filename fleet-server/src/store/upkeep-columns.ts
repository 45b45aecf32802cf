// The tables of upkeep, as part of schema.ts, which checks them.

import { fieldColumns } from "./field-columns.ts";
import { guaranteeColumns } from "./guarantee-columns.ts";
import { inspectionColumns } from "./inspection-columns.ts";
import { reportColumns } from "./report-columns.ts";
import { routeColumns } from "./route-columns.ts";
import { shelfColumns } from "./shelf-columns.ts";
import { supplyColumns } from "./supply-columns.ts";

export const upkeepColumns = {
  ...reportColumns,
  ...routeColumns,
  ...supplyColumns,
  ...fieldColumns,
  ...inspectionColumns,
  ...guaranteeColumns,
  ...shelfColumns,
  selfInspection: { kioskId: "text", at: "integer", receivedAt: "integer", items: "json" },
} as const;
