import { deadlineBands, KioskId, OrderRow, OrganisationId } from "@kiosk/contract";
import { z } from "zod";

export const WorkOrdersSearch = z.object({
  /** absent: the open ones */
  state: z.enum(["closed", "all"]).optional().catch(undefined),
  class: OrderRow.shape.class.optional().catch(undefined),
  route: OrderRow.shape.route.unwrap().optional().catch(undefined),
  kiosk: KioskId.optional().catch(undefined),
  vendor: OrganisationId.optional().catch(undefined),
  band: z.enum(deadlineBands).optional().catch(undefined),
  /** absent: the board */
  view: z.literal("table").optional().catch(undefined),
  /** the form for a new order is open */
  create: z.literal("1").optional().catch(undefined),
});
export type WorkOrdersSearch = z.infer<typeof WorkOrdersSearch>;

/** The filters travel along, so that the way back leads to the same list. */
export const WorkOrderSearch = WorkOrdersSearch.omit({ create: true }).extend({
  /** the clock whose derivation is open, `policy:milestone` */
  why: z.string().max(140).optional().catch(undefined),
});

/** The board is for deadlines that run; closed orders have none. */
export function viewOf(search: WorkOrdersSearch): "board" | "table" {
  return search.state === undefined && search.view === undefined ? "board" : "table";
}
