import { z } from "zod";
import { type ErrorCode, errorCodes } from "../errors.ts";

export const ErrorCodeSchema = z
  .custom<ErrorCode>((v) => typeof v === "string" && Object.hasOwn(errorCodes, v))
  .meta({
    type: "string",
    enum: Object.keys(errorCodes),
  });

/** Every HTTP error body. `issues` names each offending field by its path. */
export const Problem = z.object({
  code: ErrorCodeSchema,
  zh: z.string(),
  en: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type Problem = z.infer<typeof Problem>;
