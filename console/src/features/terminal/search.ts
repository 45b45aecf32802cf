import { z } from "zod";

export const terminalTabs = ["timeline", "devices", "inspection", "configuration"] as const;
export type TerminalTab = (typeof terminalTabs)[number];

export const TerminalSearch = z.object({
  /** without it the timeline */
  tab: z.enum(["devices", "inspection", "configuration"]).optional().catch(undefined),
});
