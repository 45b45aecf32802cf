import { z } from "zod";

export const terminalTabs = ["timeline", "devices", "shell", "inspection", "configuration"] as const;
export type TerminalTab = (typeof terminalTabs)[number];

export const TerminalSearch = z.object({
  /** without it the timeline */
  tab: z.enum(["devices", "shell", "inspection", "configuration"]).optional().catch(undefined),
});
