import { z } from "zod";

export const guaranteeViews = ["plans", "problems", "drills"] as const;

/** What a link carries: which list, the thing that is open, or the form. */
export const GuaranteesSearch = z.object({
  view: z.enum(guaranteeViews).optional().catch(undefined),
  open: z.string().max(60).optional().catch(undefined),
  form: z.literal("1").optional().catch(undefined),
});
export type GuaranteesSearch = z.infer<typeof GuaranteesSearch>;
