import { ErrorCodeSchema } from "@kiosk/contract";
import { z } from "zod";

export const QuarantineSearch = z.object({
  /** absent: what waits for somebody */
  resolved: z.literal("1").optional().catch(undefined),
  reason: ErrorCodeSchema.optional().catch(undefined),
  kiosk: z.string().max(40).optional().catch(undefined),
});
export type QuarantineSearch = z.infer<typeof QuarantineSearch>;
