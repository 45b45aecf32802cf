import { z } from "zod";

export const fieldViews = ["attention", "positions", "log"] as const;
export type FieldView = (typeof fieldViews)[number];

/** What a link carries: which view, which terminal, and what is open. */
export const FieldOfficeSearch = z.object({
  view: z.enum(fieldViews).optional().catch(undefined),
  kiosk: z.string().max(40).optional().catch(undefined),
  open: z.string().max(60).optional().catch(undefined),
});
export type FieldOfficeSearch = z.infer<typeof FieldOfficeSearch>;
