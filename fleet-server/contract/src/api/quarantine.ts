import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ErrorCodeSchema } from "./problem.ts";

/** A message that could not be understood: kept with its bytes, acknowledged, counted. */
export const QuarantineRow = z.object({
  id: z.string(),
  receivedAt: Millis,
  kioskId: z.string(),
  topic: z.string(),
  reason: ErrorCodeSchema,
  /** which field, and what about it */
  detail: z.string(),
  bytes: z.int(),
  /** the beginning of the payload as text, control characters escaped */
  preview: z.string(),
});
export type QuarantineRow = z.infer<typeof QuarantineRow>;

export const QuarantineList = z.object({
  at: Millis,
  total: z.int(),
  /** kept rows are bounded per kiosk; what fell out is still counted */
  discarded: z.int(),
  rows: z.array(QuarantineRow),
});
export type QuarantineList = z.infer<typeof QuarantineList>;

export const QuarantineDetail = QuarantineRow.extend({ hex: z.string(), truncated: z.boolean() });
export type QuarantineDetail = z.infer<typeof QuarantineDetail>;
