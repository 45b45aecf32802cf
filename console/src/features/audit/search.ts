import { z } from "zod";

/** Everything that decides which lines are shown, so that a link shows a colleague the same. */
export const AuditSearch = z.object({
  /** a user id */
  by: z.string().max(100).optional().catch(undefined),
  action: z.string().max(100).optional().catch(undefined),
  target: z.string().max(200).optional().catch(undefined),
  result: z.enum(["ok", "refused"]).optional().catch(undefined),
  /** Shanghai days, `2026-11-22`, both included */
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
  /** the line whose drawer is open */
  line: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional()
    .catch(undefined),
});
export type AuditSearch = z.infer<typeof AuditSearch>;
