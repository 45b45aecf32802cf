import { z } from "zod";

export const supplyViews = ["forecasts", "tasks", "stock", "swaps"] as const;

/** The page as the address bar has it. */
export const SuppliesSearch = z.object({
  view: z.enum(supplyViews).optional().catch(undefined),
  /** forecasts that may be empty within so many days */
  within: z.coerce.number().int().min(1).max(365).optional().catch(undefined),
  /** tasks that are over */
  closed: z.literal("1").optional().catch(undefined),
});
export type SuppliesSearch = z.infer<typeof SuppliesSearch>;
