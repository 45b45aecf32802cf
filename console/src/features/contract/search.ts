import { z } from "zod";

export const contractTabs = ["terms", "calendars", "notify", "parts"] as const;

export const ContractSearch = z.object({
  /** absent: the terms */
  tab: z.enum(contractTabs).exclude(["terms"]).optional().catch(undefined),
  /** a form lies over the page: the next version, a calendar, a receipt */
  form: z.enum(["terms", "calendar", "receipt"]).optional().catch(undefined),
});
export type ContractSearch = z.infer<typeof ContractSearch>;
