// Trying a channel: one marked message through the real adapter, and what came back.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";

export const NotifyTestRequest = z.strictObject({ groupId: z.string().min(1).max(100) });
export type NotifyTestRequest = z.infer<typeof NotifyTestRequest>;

export const notifyTestOutcomes = [
  "delivered",
  /** the service answered and does not take it */
  "refused",
  /** the service asks for a pause */
  "blocked",
  /** nothing came back, or nothing that can be understood */
  "no-answer",
] as const;

export const NotifyTestResult = z.object({
  at: Millis,
  channelId: z.string(),
  groupId: z.string(),
  outcome: z.enum(notifyTestOutcomes),
  /** `timeout`, `dns`, `http.<status>`, `<vendor>.<code>` …; empty when delivered */
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** the service's own words, cut and masked */
  detail: z.string(),
  /** the service's own id of the message; empty where it gives none */
  reference: z.string(),
  /** telephone numbers and addresses masked */
  to: z.array(z.string()),
  failed: z.array(z.object({ to: z.string(), code: z.string() })),
  tookMs: z.int(),
});
export type NotifyTestResult = z.infer<typeof NotifyTestResult>;
