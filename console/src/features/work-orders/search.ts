import { KioskId, OrderRow } from "@kiosk/contract";
import { z } from "zod";

export const WorkOrdersSearch = z.object({
  /** absent: the open ones */
  state: z.enum(["closed", "all"]).optional().catch(undefined),
  class: OrderRow.shape.class.optional().catch(undefined),
  kiosk: KioskId.optional().catch(undefined),
  /** the form for a new order is open */
  create: z.literal("1").optional().catch(undefined),
});
export type WorkOrdersSearch = z.infer<typeof WorkOrdersSearch>;
