import { vendorFilters } from "@kiosk/contract";
import { z } from "zod";

export const PortalSearch = z.object({
  /** absent: the orders */
  tab: z.enum(["parts", "score"]).optional().catch(undefined),
  /** absent: the open ones */
  state: z.literal("closed").optional().catch(undefined),
  show: z.enum(vendorFilters).optional().catch(undefined),
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
});
export type PortalSearch = z.infer<typeof PortalSearch>;

/** The filters travel along, so that the way back leads to the same list. */
export const PortalOrderSearch = PortalSearch.extend({
  /** the clock whose derivation is open, `policy:milestone` */
  why: z.string().max(140).optional().catch(undefined),
  /** what is being disputed: an event's id or `policy:milestone` */
  dispute: z.string().max(160).optional().catch(undefined),
});

/** `2026-11` and a number of months on: `2026-12`. */
export function monthsOn(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const index = year * 12 + number - 1 + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}
