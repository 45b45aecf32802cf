import { ErrorCodeSchema } from "@kiosk/contract";
import { z } from "zod";

export const QuarantineSearch = z.object({
  reason: ErrorCodeSchema.optional().catch(undefined),
  kiosk: z.string().max(40).optional().catch(undefined),
});
