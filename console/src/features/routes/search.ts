import { z } from "zod";

export const dayViews = ["timeline", "table"] as const;
export type DayView = (typeof dayViews)[number];

/** What a link carries: the day, how it is shown, the visit that is chosen, and whether the published plan is looked at. */
export const RoutesSearch = z.object({
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional()
    .catch(undefined),
  view: z.enum(dayViews).optional().catch(undefined),
  stage: z.literal("published").optional().catch(undefined),
  visit: z.string().max(80).optional().catch(undefined),
});
export type RoutesSearch = z.infer<typeof RoutesSearch>;
