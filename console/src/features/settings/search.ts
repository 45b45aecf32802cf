import { inspectionKinds } from "@kiosk/contract";
import { z } from "zod";

/** What a link to a section carries, so that a colleague sees the same. */
export const ThresholdsSearch = z.object({ edit: z.string().max(60).optional().catch(undefined) });
export const FaultRulesSearch = z.object({
  q: z.string().max(60).optional().catch(undefined),
  own: z.literal("1").optional().catch(undefined),
  edit: z.string().max(60).optional().catch(undefined),
});
export const PointsSearch = z.object({
  q: z.string().max(60).optional().catch(undefined),
  open: z.literal("1").optional().catch(undefined),
});
export const rulesViews = ["rules", "waivers"] as const;
export const InspectionRulesSearch = z.object({
  view: z.enum(rulesViews).optional().catch(undefined),
  form: z.literal("1").optional().catch(undefined),
});
export const ChecklistsSearch = z.object({
  kind: z.enum(inspectionKinds).optional().catch(undefined),
  open: z.string().max(60).optional().catch(undefined),
  edit: z.literal("1").optional().catch(undefined),
});
