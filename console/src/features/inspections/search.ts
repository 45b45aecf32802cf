import { InspectionQuery, inspectionKinds } from "@kiosk/contract";
import { z } from "zod";

export const inspectionViews = ["plan", "records"] as const;

export const InspectionsSearch = z.object({
  view: z.enum(inspectionViews).optional().catch(undefined),
  kind: z.enum(inspectionKinds).optional().catch(undefined),
  state: InspectionQuery.shape.state.catch(undefined),
  report: InspectionQuery.shape.report.catch(undefined),
  /** records of one terminal */
  kiosk: z.string().max(40).optional().catch(undefined),
  /** the plan shows only terminals for which something is open, missed or too long ago */
  due: z.literal("1").optional().catch(undefined),
});
export type InspectionsSearch = z.infer<typeof InspectionsSearch>;
