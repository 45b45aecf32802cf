import { taskStates } from "@kiosk/contract";
import { z } from "zod";

export const supplyViews = ["forecasts", "tasks", "stock", "swaps"] as const;

/** The page as the address bar has it. */
export const SuppliesSearch = z.object({
  view: z.enum(supplyViews).optional().catch(undefined),
  /** forecasts that may be empty within so many days */
  within: z.coerce.number().int().min(1).max(365).optional().catch(undefined),
  /** which tasks; those that are open unless it is said */
  tasks: z.enum(taskStates).optional().catch(undefined),
});
export type SuppliesSearch = z.infer<typeof SuppliesSearch>;
